//! Whatever has a name can be printed: what the print faces lack is told where it is typed.

use actix_web::http::StatusCode;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;

use crate::notices::Desk;
use crate::support::app::{TestApp, founding};
use crate::support::client::Client;

/// A form that names something: where it stands, what it sends, and the fields that name.
struct Naming {
    page: String,
    action: String,
    sent: Vec<(&'static str, String)>,
    names: &'static [&'static str],
}

fn naming(
    page: &str,
    action: &str,
    sent: &[(&'static str, &str)],
    names: &'static [&str],
) -> Naming {
    Naming {
        page: page.to_owned(),
        action: action.to_owned(),
        sent: sent
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        names,
    }
}

fn of_offices(app: &TestApp) -> Vec<Naming> {
    let office = app.offices[0].id.to_string();
    let typed = [("name", "新城"), ("name_en", "New"), ("phone", "0755-1")];
    let fields: &[&str] = &["name", "name_en", "phone"];
    let of = format!("/offices/{office}");
    vec![
        naming("/offices", "/offices", &typed, fields),
        naming(&of, &of, &typed, fields),
        naming(
            "/company",
            "/company",
            &[("company", "新城物业"), ("short_name", "新城")],
            &["company", "short_name"],
        ),
        naming(
            "/places/new",
            "/places",
            &[("office", &office), ("name", "新城"), ("name_en", "New")],
            &["name", "name_en"],
        ),
    ]
}

fn of_places(app: &TestApp) -> Vec<Naming> {
    let community = app.offices[0].community.id.to_string();
    let page = format!("/places/{community}");
    let on = |what: &str| format!("{page}/{what}");
    let buildings = [
        ("numbers", "9"),
        ("suffix", "号楼"),
        ("english", "Nine"),
        ("entrances", "1"),
        ("floors", "2"),
        ("homes", "1"),
        ("lifts", "0"),
    ];
    let spot = [("spot", "西门"), ("spot_en", "West gate")];
    let board = [
        ("at", community.as_str()),
        ("kind", "notice"),
        ("board", "西门栏"),
        ("board_en", "West gate"),
        ("serves", community.as_str()),
    ];
    vec![
        naming(
            &page,
            &on("buildings"),
            &buildings,
            &["numbers", "suffix", "english"],
        ),
        naming(&page, &on("spots"), &spot, &["spot", "spot_en"]),
        naming(&page, &on("boards"), &board, &["board", "board_en"]),
    ]
}

/// What the print faces have not: a picture, a lost letter, a rare sign.
const UNPRINTABLE: [&str; 3] = ["📢", "\u{E000}", "𓀀"];

async fn refuses(who: &mut Client<'_>, form: &Naming, name: &str, bad: &str) {
    who.get(&form.page).await;
    let typed: Vec<(&str, String)> = form
        .sent
        .iter()
        .map(|(field, value)| match *field {
            field if field == name => (field, format!("{value}{bad}")),
            field => (field, value.clone()),
        })
        .collect();
    let typed: Vec<(&str, &str)> = typed.iter().map(|(f, v)| (*f, v.as_str())).collect();
    let answer = who.post(&form.action, &typed).await;
    let at = format!("{} {name} {bad}\n{}", form.action, answer.body);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{at}");
    let beside = format!("id=\"f-{name}\"");
    let (before, _) = answer.body.split_once(&beside).expect(&at);
    let (_, beside) = before.rsplit_once("class=\"field").expect(&at);
    assert!(beside.contains("打印字体里没有这个字"), "{at}");
    assert!(answer.body.contains(bad), "what was typed stays: {at}");
}

#[actix_web::test]
async fn every_form_that_names_something_refuses_what_cannot_be_printed_beside_the_field() {
    let app = TestApp::new();
    let mut admin = app.as_(Role::Administrator).await;
    for form in of_offices(&app).iter().chain(&of_places(&app)) {
        for name in form.names {
            for bad in UNPRINTABLE {
                refuses(&mut admin, form, name, bad).await;
            }
        }
    }
}

#[actix_web::test]
async fn the_form_that_founds_the_company_does_too() {
    let app = TestApp::empty();
    let path = app.set_up().unwrap();
    let typed = founding("屋面水箱要清洗了");
    let form = naming(
        &path,
        &path,
        &typed,
        &["company", "short_name", "phone", "name"],
    );
    let mut browser = app.visitor();
    for name in form.names {
        refuses(&mut browser, &form, name, "📢").await;
    }
}

#[actix_web::test]
async fn a_notice_that_names_what_cannot_be_printed_is_neither_sent_nor_approved() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.sent(&[]).await;
    // A board that was named before names were held against the print faces.
    let named = "UPDATE boards SET name = '东门📢' WHERE name = '东门公告栏'";
    app.db.conn().batch_execute(named).unwrap();
    let page = format!("/notices/{id}");
    let approve = desk.reviewer.get(&page).await.form("/approve");
    let refused = desk.reviewer.submit(&approve, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("“东门📢”里的 📢 打印不出来"),
        "{}",
        refused.body
    );
    let named = "UPDATE boards SET name = '东门公告栏' WHERE name = '东门📢'";
    app.db.conn().batch_execute(named).unwrap();
    let approve = desk.reviewer.get(&page).await.form("/approve");
    let done = desk.reviewer.submit(&approve, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
}
