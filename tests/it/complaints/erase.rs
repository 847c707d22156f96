//! Whoever asks that what is personal be deleted is heard: it goes, and the matter stays.

use actix_web::http::StatusCode;
use diesel::{ExpressionMethods, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper};
use gaoshi::complaints::Act;
use gaoshi::people::Role;
use gaoshi::platform::clock::Moment;
use gaoshi::schema::{
    audit_entries, complaint_cases as cases, complaint_contacts as contacts,
    complaint_steps as steps, outbox,
};

use super::{TOLD, TheOne, a_code, add_photo, photos, report, the_one};
use crate::support::app::TestApp;

/// What is kept of the only contact.
#[derive(Debug, PartialEq, Queryable, Selectable)]
#[diesel(table_name = contacts)]
struct Kept {
    number: String,
    content: String,
    reach: String,
    contact_name: Option<String>,
    contact_phone: Option<String>,
    received_at: Moment,
}

impl Kept {
    fn of(app: &TestApp) -> Self {
        let rows = contacts::table.select(Self::as_select());
        rows.first(&mut app.db.conn()).unwrap()
    }
}

/// Where the only contact is deleted what is personal in it.
fn erase(app: &TestApp) -> String {
    format!("/complaints/contacts/{}/erase", TheOne::of(app).contact)
}

fn opened(app: &TestApp) -> Moment {
    let opened = cases::table.select(cases::opened_at);
    opened.first(&mut app.db.conn()).unwrap()
}

const STRUCK: [(&str, &str); 2] = [
    ("what", "楼道漏水，请打 *** 找我"),
    ("erase_reason", "本人来电，已核对受理号"),
];

#[actix_web::test]
async fn what_is_personal_goes_and_the_matter_its_number_and_its_times_stay() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let photo = add_photo(&app);
    let shelf = &app.app.photos;
    let file = shelf.folder().join(shelf.name_of(&photo));
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(&file, b"a picture").unwrap();
    let (was, since) = (Kept::of(&app), opened(&app));
    assert_eq!(was.contact_name.as_deref(), Some("刘女士"));
    let path = format!("/complaints/{}", the_one(&app));
    let mut clerk = app.as_(Role::Clerk).await;
    assert!(clerk.get(&path).await.body.contains(&erase(&app)));
    let form = clerk.get(&erase(&app)).await.form("/erase");
    assert_eq!(form.value("what"), TOLD[0].1);
    let done = clerk.submit(&form, &STRUCK).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let left = Kept {
        content: STRUCK[0].1.to_owned(),
        reach: "withdrawn".to_owned(),
        contact_name: None,
        contact_phone: None,
        number: was.number.clone(),
        received_at: was.received_at,
    };
    assert_eq!(Kept::of(&app), left);
    assert_eq!((photos(&app), file.exists()), (0, false));
    assert_eq!(opened(&app), since, "the deadline runs on");
    let page = clerk.get(&path).await;
    for told in ["应本人要求删除个人信息", STRUCK[1].1, "联系方式已撤回"] {
        assert!(page.body.contains(told), "{told} in {}", page.body);
    }
    for gone in ["刘女士", "13800002217", "138 0000 2217"] {
        assert!(!page.body.contains(gone), "{gone} in {}", page.body);
    }
    assert!(page.offers("/seen"), "it still waits for a look");
    let recorded: Vec<String> = audit_entries::table
        .select(audit_entries::detail)
        .load(&mut app.db.conn())
        .unwrap();
    let tells = |line: &String| line.contains("2217") || line.contains("刘女士");
    assert!(!recorded.is_empty() && !recorded.iter().any(tells));
}

#[actix_web::test]
async fn words_are_only_left_out_and_the_office_says_how_it_was_asked() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let was = Kept::of(&app);
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&erase(&app)).await.form("/erase");
    let other = [("what", "楼道没有漏水"), STRUCK[1]];
    let silent = [STRUCK[0], ("erase_reason", "")];
    let empty = [("what", ""), STRUCK[1]];
    for (typed, field) in [(other, "what"), (silent, "erase_reason"), (empty, "what")] {
        let refused = clerk.submit(&form, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let beside = format!("id=\"e-{field}\"");
        assert!(refused.body.contains(&beside), "{}", refused.body);
        let again = refused.form("/erase");
        assert_eq!(again.value("what"), typed[0].1, "what was typed is kept");
    }
    assert_eq!(Kept::of(&app), was);
}

#[actix_web::test]
async fn a_word_that_turns_the_sense_leaves_a_mark_where_it_stood() {
    let app = TestApp::new();
    let code = a_code(&app);
    let told = [("what", "电梯不停"), TOLD[1]];
    report(&app, &mut app.visitor(), &code, &told).await;
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&erase(&app)).await.form("/erase");
    let turned = [("what", "电梯停"), STRUCK[1]];
    let done = clerk.submit(&form, &turned).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(Kept::of(&app).content, "电梯▇停");
}

#[actix_web::test]
async fn nothing_is_deleted_on_a_case_that_a_colleague_changed_meanwhile() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let path = format!("/complaints/{}", the_one(&app));
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get(&erase(&app)).await.form("/erase");
    let mut manager = app.as_(Role::OfficeManager).await;
    let mend = format!("{path}/mend");
    let note = manager.get(&mend).await.form("/note");
    manager.submit(&note, &[("note", "已约今晚上门")]).await;
    let late = clerk.submit(&form, &STRUCK).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("已约今晚上门"), "{}", late.body);
    assert_eq!(Kept::of(&app).content, TOLD[0].1);
    let again = late.form("/erase");
    assert_eq!(again.value("what"), STRUCK[0].1);
    let done = clerk.submit(&again, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    // A remark may name her: it goes, and that there was one stays.
    let page = clerk.get(&path).await;
    assert!(!page.body.contains("已约今晚上门") && page.body.contains("· 备注"));
}

#[actix_web::test]
async fn what_stood_there_before_a_correction_goes_too() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let call = [("what", "刘女士家没水"), ("where", "1号楼"), TOLD[3]];
    clerk.submit(&form, &call).await;
    let correct = format!("/complaints/contacts/{}/correct", TheOne::of(&app).contact);
    let form = clerk.get(&correct).await.form("/correct");
    let changes = [("what", "1号楼没水"), ("phone", "13900003318")];
    clerk.submit(&form, &changes).await;
    let said = |act: Act| -> Vec<String> {
        let of = steps::table
            .filter(steps::act.eq(act))
            .select(steps::detail);
        of.load(&mut app.db.conn()).unwrap()
    };
    let corrected = [Act::Corrected, Act::ReachCorrected];
    for act in corrected {
        assert!(said(act).len() == 1 && !said(act)[0].is_empty(), "{act}");
    }
    let form = clerk.get(&erase(&app)).await.form("/erase");
    let done = clerk.submit(&form, &[STRUCK[1]]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    for act in corrected {
        assert_eq!(said(act), [""], "{act}");
    }
    // It is not written down anew either.
    let form = clerk.get(&correct).await.form("/correct");
    assert!(!form.names().contains(&"phone"));
}

/// What the letters that were written to the office say, sent or not.
fn letters(app: &TestApp) -> Vec<String> {
    let of_complaints = outbox::table.filter(outbox::kind.eq("complaint"));
    let said = of_complaints.select(outbox::payload);
    said.load(&mut app.db.conn()).unwrap()
}

/// How many that tell of the leak have left.
fn left(app: &TestApp) -> usize {
    let all = app.mails();
    all.iter().filter(|mail| mail.text.contains("漏水")).count()
}

#[actix_web::test]
async fn the_mail_of_it_says_nothing_personal_any_more_sent_or_not() {
    for is_sent in [false, true] {
        let app = TestApp::new();
        let code = a_code(&app);
        let named = [("what", "刘女士家漏水"), TOLD[1]];
        report(&app, &mut app.visitor(), &code, &named).await;
        if is_sent {
            app.tick().await;
        }
        assert_eq!(left(&app), usize::from(is_sent));
        assert!(letters(&app).iter().any(|said| said.contains("刘女士")));
        let mut clerk = app.as_(Role::Clerk).await;
        let form = clerk.get(&erase(&app)).await.form("/erase");
        let struck = [("what", "***家漏水"), STRUCK[1]];
        let done = clerk.submit(&form, &struck).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        assert_eq!(letters(&app), [""], "that there was one stays");
        app.tick().await;
        assert_eq!(left(&app), usize::from(is_sent), "none leaves afterwards");
    }
}

#[actix_web::test]
async fn another_office_deletes_nothing() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let was = Kept::of(&app);
    let mut other = app.elsewhere(Role::Clerk).await;
    other.get("/complaints").await;
    let path = erase(&app);
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    let sent = [STRUCK[0], STRUCK[1], ("seen", "1.1")];
    let answer = other.post(&path, &sent).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", answer.body);
    assert_eq!(Kept::of(&app), was);
}
