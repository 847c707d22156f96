//! What a complaint sets going: the office's mail, and an end to what is personal.

mod correct;
mod desk;
mod erase;
mod joining;
mod mend;
mod moving;

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::codes::{self, NewCode, Target};
use gaoshi::complaints::{self, Act};
use gaoshi::people::Role;
use gaoshi::platform::db::{System, Tx};
use gaoshi::platform::photos::PhotoId;
use gaoshi::schema::{
    complaint_cases, complaint_contacts as table, complaint_photos, complaint_steps,
};

use crate::support::app::{TestApp, live_through};
use crate::support::client::{Answer, Client};

/// A code at the first building of the first office.
fn a_code(app: &TestApp) -> String {
    let office = &app.offices[0];
    let new = NewCode {
        office: &office.id,
        place: Some(&office.buildings[0].id),
        target: Target::Nothing,
        target_id: None,
    };
    let issue = |tx: &mut Tx<'_>, _: &System| codes::store::issue(tx, &new);
    let code = app.db.db.write_now(&System("test"), issue).unwrap();
    code.to_string()
}

/// A resident fills in the form behind a code.
async fn report(
    app: &TestApp,
    phone: &mut Client<'_>,
    code: &str,
    told: &[(&str, &str)],
) -> Answer {
    let path = format!("/Q/{code}");
    let form = phone.get(&path).await.form(&path);
    app.clock.advance(Duration::seconds(20));
    phone.submit(&form, told).await
}

const TOLD: [(&str, &str); 4] = [
    ("what", "楼道漏水，请打 138 0000 2217 找我"),
    ("who", "owner"),
    ("name", "刘女士"),
    ("phone", "13800002217"),
];

/// The only contact: its id, and that of its case.
#[derive(diesel::Queryable)]
struct TheOne {
    contact: String,
    case: Option<String>,
}

impl TheOne {
    fn of(app: &TestApp) -> Self {
        let rows = table::table.select((table::id, table::case_id));
        let mut found: Vec<Self> = rows.load(&mut app.db.conn()).unwrap();
        assert_eq!(found.len(), 1);
        found.remove(0)
    }
}

/// The id of the only case.
fn the_one(app: &TestApp) -> String {
    TheOne::of(app).case.unwrap()
}

#[actix_web::test]
async fn a_new_complaint_tells_its_office_and_not_who_wrote_it() {
    let app = TestApp::new();
    let code = a_code(&app);
    let mut phone = app.visitor();
    let sent = report(&app, &mut phone, &code, &TOLD).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    app.tick().await;
    let mails = app.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.to, "office@east.example.cn");
    let page = format!("/complaints/{}", the_one(&app));
    for text in [&mail.text, &mail.html] {
        for part in ["TS-2026-00001", "业主", "楼道漏水", "1号楼", &page] {
            assert!(text.contains(part), "{part} in {text}");
        }
        for secret in ["刘女士", "138", "2217", sent.location()] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    assert!(mail.text.contains(&format!("https://wy.example.cn{page}")));
    assert!(mail.subject.contains("TS-2026-00001"));
    let read = app.as_(Role::Clerk).await.get(&page).await;
    assert!(read.body.contains("刘女士"));
}

#[actix_web::test]
async fn what_waits_for_an_office_goes_to_its_new_address() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let path = format!("/offices/{}", app.offices[0].id);
    let mut admin = app.as_(Role::Administrator).await;
    let form = admin.get(&path).await.form(&path);
    let moved = [("email", "new@east.example.cn")];
    let done = admin.submit(&form, &moved).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    app.tick().await;
    let to: Vec<String> = app.mails().into_iter().map(|mail| mail.to).collect();
    assert_eq!(to, ["new@east.example.cn"]);
}

#[actix_web::test]
async fn a_form_sent_twice_rings_once_and_one_that_was_trapped_twice_never() {
    let app = TestApp::new();
    let code = a_code(&app);
    let path = format!("/Q/{code}");
    let mut phone = app.visitor();
    let form = phone.get(&path).await.form(&path);
    app.clock.advance(Duration::seconds(20));
    phone.submit(&form, &TOLD).await;
    phone.submit(&form, &TOLD).await;
    let mut machine = app.visitor();
    let trapped = [TOLD[0], TOLD[1], ("remark", "spam")];
    let back = report(&app, &mut machine, &code, &trapped).await;
    machine.submit(&back.form(&path), &trapped).await;
    app.tick().await;
    assert_eq!(app.mails().len(), 1);
}

#[actix_web::test]
async fn a_resident_withdraws_over_plain_http_and_a_mail_program_leaves_from_anywhere() {
    let app = TestApp::new();
    let code = a_code(&app);
    let mut phone = app.visitor();
    let link = report(&app, &mut phone, &code, &TOLD).await;
    phone.get(link.location()).await;
    let page = phone.get("/follow").await;
    assert_eq!(page.headers.get("referrer-policy").unwrap(), "same-origin");
    assert!(
        page.body.contains("https://wy.example.cn/follow/"),
        "{}",
        page.body
    );
    phone.headers.push(("origin", "null"));
    let withdrawn = phone.submit(&page.form("/withdraw"), &[]).await;
    let back = withdrawn.location();
    assert!(back.starts_with("/follow?of="), "{}", withdrawn.body);
    let reach = |conn: &mut _| Ok(table::table.select(table::reach).first::<String>(conn)?);
    assert_eq!(app.db.db.read_now(reach).unwrap(), "withdrawn");
}

#[actix_web::test]
async fn the_page_of_today_counts_to_the_last_and_says_how_many_more_there_are() {
    let app = TestApp::new();
    let code = a_code(&app);
    for n in 0..11 {
        let mut phone = app.visitor();
        phone.from = std::net::IpAddr::from([192, 0, 2, 100 + n]);
        report(&app, &mut phone, &code, &TOLD).await;
    }
    let mut clerk = app.as_(Role::Clerk).await;
    let today = clerk.get("/").await;
    assert!(
        today
            .body
            .contains("新投诉</a> <span class=\"badge bad\">11</span>"),
        "{}",
        today.body
    );
    assert!(today.body.contains("还有 3 项"), "{}", today.body);
}

#[actix_web::test]
async fn a_complaint_held_for_a_second_look_is_kept_and_does_not_ring() {
    let app = TestApp::new();
    let code = a_code(&app);
    let mut phone = app.visitor();
    for _ in 0..12 {
        report(&app, &mut phone, &code, &TOLD).await;
    }
    app.tick().await;
    assert_eq!(app.mails().len(), 10);
    let kept = |conn: &mut _| Ok(table::table.count().get_result::<i64>(conn)?);
    assert_eq!(app.db.db.read_now(kept).unwrap(), 12);
}

#[actix_web::test]
async fn what_a_clerk_writes_down_rings_nobody() {
    let app = TestApp::new();
    let mut clerk = app.as_(Role::Clerk).await;
    let form = clerk.get("/complaints/new").await.form("/complaints/new");
    let told = [("what", "电梯异响"), ("where", "1号楼")];
    let kept = clerk.submit(&form, &told).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    app.tick().await;
    assert!(app.mails().is_empty());
}

#[actix_web::test]
async fn a_look_counts_once_and_not_on_a_case_that_changed_since_it_was_shown() {
    let app = TestApp::new();
    let code = a_code(&app);
    report(&app, &mut app.visitor(), &code, &TOLD).await;
    let path = format!("/complaints/{}", the_one(&app));
    let mut clerk = app.as_(Role::Clerk).await;
    let old = clerk.get(&path).await.form("/seen");
    // As a step that this clerk did not see would leave it.
    diesel::update(complaint_cases::table)
        .set(complaint_cases::version.eq(complaint_cases::version + 1))
        .execute(&mut app.db.conn())
        .unwrap();
    let stale = clerk.submit(&old, &[]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    assert!(stale.body.contains("刚才这一步没有做"), "{}", stale.body);
    let new = stale.form("/seen");
    assert_eq!(clerk.submit(&new, &[]).await.status, StatusCode::SEE_OTHER);
    app.clock.advance(Duration::minutes(5));
    // Whoever presses on the older page, or again, finds it done.
    for form in [&old, &new] {
        let again = clerk.submit(form, &[]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
    }
    let seen = complaint_steps::table
        .filter(complaint_steps::act.eq(Act::Seen))
        .count();
    assert_eq!(seen.get_result(&mut app.db.conn()), Ok(1));
    assert!(!clerk.get(&path).await.offers("/seen"));
}

#[actix_web::test]
async fn a_resident_takes_name_and_number_back_and_the_office_sees_that() {
    let app = TestApp::new();
    let code = a_code(&app);
    let mut phone = app.visitor();
    let sent = report(&app, &mut phone, &code, &TOLD).await;
    phone.get(sent.location()).await;
    let page = phone.get("/follow").await;
    let form = page.form("/follow/withdraw");
    let gone = phone.submit(&form, &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(
        gone.location().starts_with("/follow?of="),
        "{}",
        gone.location()
    );
    let page = phone.get("/follow").await;
    assert!(page.body.contains("您已撤回联系方式") && page.body.contains("TS-2026-00001"));
    assert!(!page.offers("/follow/withdraw"));
    // The window that was still open changes nothing more.
    phone.submit(&form, &[]).await;
    let path = format!("/complaints/{}", the_one(&app));
    let read = app.as_(Role::Clerk).await.get(&path).await;
    assert!(read.body.contains("联系方式已撤回"), "{}", read.body);
    assert_eq!(read.body.matches("住户撤回联系方式").count(), 1);
    for gone in ["刘女士", "13800002217"] {
        assert!(!read.body.contains(gone), "{gone}");
    }
}

#[actix_web::test]
async fn nobody_takes_a_contact_back_without_the_private_link() {
    let app = TestApp::new();
    let code = a_code(&app);
    let mut phone = app.visitor();
    let sent = report(&app, &mut phone, &code, &TOLD).await;
    phone.get(sent.location()).await;
    let form = phone.get("/follow").await.form("/follow/withdraw");
    for token in ["", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
        phone
            .jar
            .insert("__Host-follow".to_owned(), token.to_owned());
        let answer = phone.submit(&form, &[]).await;
        assert_eq!(answer.location(), "/follow/find", "{token}");
    }
    phone.jar.remove("__Host-follow");
    let answer = phone.submit(&form, &[]).await;
    assert_eq!(answer.location(), "/follow/find");
    let path = format!("/complaints/{}", the_one(&app));
    let read = app.as_(Role::Clerk).await.get(&path).await;
    assert!(read.body.contains("刘女士"));
}

/// Photos of the only complaint.
fn photos(app: &TestApp) -> i64 {
    let count = |conn: &mut _| Ok(complaint_photos::table.count().get_result::<i64>(conn)?);
    app.db.db.read_now(count).unwrap()
}

/// A photo's row, as old as its contact.
fn add_photo(app: &TestApp) -> PhotoId {
    let photo = PhotoId::new();
    let (id, office, now) = (TheOne::of(app).contact, &app.offices[0].id, app.clock.now());
    let add = |tx: &mut Tx<'_>, _: &System| {
        diesel::insert_into(complaint_photos::table)
            .values((
                complaint_photos::id.eq(&photo),
                complaint_photos::office_id.eq(office),
                complaint_photos::contact_id.eq(&id),
                complaint_photos::width.eq(1),
                complaint_photos::height.eq(1),
                complaint_photos::bytes.eq(1),
                complaint_photos::created_at.eq(now),
            ))
            .execute(&mut **tx)?;
        Ok(())
    };
    app.db.db.write_now(&System("test"), add).unwrap();
    photo
}

#[actix_web::test]
async fn name_number_and_photos_are_forgotten_after_ninety_days_and_the_text_stays() {
    let app = TestApp::new();
    let code = a_code(&app);
    let mut phone = app.visitor();
    let sent = report(&app, &mut phone, &code, &TOLD).await;
    add_photo(&app);
    app.tick().await;
    app.clock.advance(Duration::days(90) - Duration::minutes(1));
    live_through(&app.app).await.unwrap();
    assert_eq!(complaints::forget(&app.db.db).await.unwrap(), 0);
    assert_eq!(photos(&app), 1);
    app.clock.advance(Duration::minutes(2));
    assert_eq!(complaints::forget(&app.db.db).await.unwrap(), 2);
    assert_eq!(complaints::forget(&app.db.db).await.unwrap(), 0);
    assert_eq!(photos(&app), 0);
    let path = format!("/complaints/{}", the_one(&app));
    let read = app.as_(Role::Clerk).await.get(&path).await;
    for said in ["楼道漏水", "已按期删除", "满 90 天，删除照片"] {
        assert!(read.body.contains(said), "{said}");
    }
    assert!(!read.body.contains("刘女士") && !read.body.contains("13800002217"));
    phone.get(sent.location()).await;
    assert!(phone.get("/follow").await.body.contains("已按期删除"));
}
