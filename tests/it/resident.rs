//! The resident's side, asked as a phone asks: a scan, a form, a private page.

use std::sync::Arc;

use actix_http::Request;
use actix_web::body::MessageBody;
use actix_web::dev::{Service, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use chrono::Duration;
use gaoshi::app::App;
use gaoshi::codes::{self, Code, NewCode, Target};
use gaoshi::complaints;
use gaoshi::config::{Config, Source};
use gaoshi::organisation::service::{NewOffice, NewPlace, add_office, add_place};
use gaoshi::organisation::{OfficeId, OfficeKind, PlaceKind};
use gaoshi::people::{Scope, session};
use gaoshi::platform::clock::Clock;
use gaoshi::platform::dates::Dates;
use gaoshi::platform::db::backends::migrate;
use gaoshi::platform::db::{System, Tx};
use gaoshi::platform::headers;
use gaoshi::platform::words::Lang;
use gaoshi::{error_page, routes};

use super::support::tuesday;

/// A house with one office, one place and one code.
struct House {
    app: Arc<App>,
    office: OfficeId,
    code: Code,
    _data: tempfile::TempDir,
}

fn house() -> House {
    let data = tempfile::tempdir().unwrap();
    let source = Source::from_toml("").unwrap();
    let config = Config::from_source(data.path(), &source).unwrap();
    migrate(&config.database).unwrap();
    let clock = Clock::standing_at(tuesday());
    let app = Arc::new(App::build(config, clock).unwrap());
    let (office, code) = app
        .db
        .write_now(&System("test"), |tx, _| Ok(furnish(tx)))
        .unwrap();
    House {
        app,
        office,
        code,
        _data: data,
    }
}

fn furnish(tx: &mut Tx<'_>) -> (OfficeId, Code) {
    let new = NewOffice {
        name: "锦绣花园管理处".to_owned(),
        name_en: "Jinxiu Garden office".to_owned(),
        phone: "0755-8888 0000".to_owned(),
        email: None,
    };
    let office = add_office(tx, OfficeKind::Office, new).unwrap();
    let garden = NewPlace {
        office: &office,
        parent: None,
        kind: PlaceKind::Community,
        sort_key: 0,
        name: "锦绣花园".to_owned(),
        name_en: "Jinxiu Garden".to_owned(),
        homes: 0,
    };
    let garden = add_place(tx, garden).unwrap();
    let three = NewPlace {
        office: &office,
        parent: Some(&garden),
        kind: PlaceKind::Building,
        sort_key: 0,
        name: "3号楼".to_owned(),
        name_en: "Building 3".to_owned(),
        homes: 84,
    };
    let three = add_place(tx, three).unwrap();
    let new = NewCode {
        office: &office,
        place: Some(&three.id),
        target: Target::Nothing,
        target_id: None,
    };
    let code = codes::store::issue(tx, &new).unwrap();
    (office, code)
}

impl House {
    async fn door(
        &self,
    ) -> impl Service<Request, Response = ServiceResponse<impl MessageBody>, Error = actix_web::Error>
    {
        let app = Arc::clone(&self.app);
        init_service(
            actix_web::App::new()
                .configure(move |cfg| app.provide(cfg))
                .configure(routes::configure)
                .wrap(from_fn(error_page::draw))
                .wrap(from_fn(session::load))
                .wrap(from_fn(headers::guard)),
        )
        .await
    }

    /// What the office finds: number, text, whether it is held.
    fn inbox(&self) -> Vec<complaints::Line> {
        let scope = Scope::of(vec![self.office.clone()]);
        let zone = chrono_tz::Asia::Shanghai;
        let dates = Dates::new(Lang::Zh, zone, self.app.clock.now());
        let new_ones = |conn: &mut _| complaints::new_ones(conn, &scope, dates);
        self.app.db.read_now(new_ones).unwrap()
    }
}

/// A form as a phone sends it.
fn form(code: &Code, fields: &[(&str, &str)], photo: Option<&[u8]>) -> TestRequest {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(
        b"--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"\r\n\
          Content-Type: image/jpeg\r\n\r\n",
    );
    body.extend(photo.unwrap_or_default());
    body.extend(b"\r\n--b--\r\n");
    TestRequest::post()
        .uri(&format!("/Q/{code}"))
        .insert_header(("content-type", "multipart/form-data; boundary=b"))
        .set_payload(body)
}

/// Sends a request; answers with status, where it leads, and the page.
macro_rules! ask {
    ($door:expr, $request:expr) => {{
        let res = call_service(&$door, $request.to_request()).await;
        let to = res.headers().get("location");
        let to = to.map_or("", |l| l.to_str().unwrap()).to_owned();
        let status = res.status();
        let page = String::from_utf8(read_body(res).await.to_vec()).unwrap();
        (status, to, page)
    }};
}

/// The seal of the form that a scan opens.
macro_rules! seal {
    ($door:expr, $code:expr) => {{
        let (_, _, page) = ask!($door, TestRequest::get().uri(&format!("/Q/{}", $code)));
        let from = page.split("name=\"seal\" value=\"").nth(1).unwrap();
        from.split('"').next().unwrap().to_owned()
    }};
}

#[actix_web::test]
async fn a_form_tapped_twice_makes_one_complaint_and_one_page() {
    let house = house();
    let door = house.door().await;
    let seal = seal!(door, house.code);
    house.app.clock.advance(Duration::minutes(1));
    let fields = [
        ("seal", seal.as_str()),
        ("what", "灯不亮"),
        ("who", "owner"),
    ];
    let (status, first, _) = ask!(door, form(&house.code, &fields, None));
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(first.starts_with("/follow/"), "{first}");
    let (_, second, _) = ask!(door, form(&house.code, &fields, None));
    assert_eq!(first, second);
    let inbox = house.inbox();
    assert_eq!(inbox.len(), 1);
    assert_eq!(inbox[0].number, "TS-2026-00001");
    assert_eq!(inbox[0].place, "3号楼");
}

#[actix_web::test]
async fn the_private_link_hands_over_a_cookie_and_shows_an_apology_behind_it() {
    let house = house();
    let door = house.door().await;
    let seal = seal!(door, house.code);
    house.app.clock.advance(Duration::minutes(1));
    let fields = [
        ("seal", seal.as_str()),
        ("what", "灯不亮"),
        ("who", "owner"),
    ];
    let (_, link, _) = ask!(door, form(&house.code, &fields, None));
    let (status, to, page) = ask!(door, TestRequest::get().uri(&link));
    assert_eq!((status, to.as_str()), (StatusCode::SEE_OTHER, "/follow"));
    assert!(page.is_empty());
    let token = link.trim_start_matches("/follow/");
    let cookie = actix_web::cookie::Cookie::new("follow", token.to_owned());
    let (_, _, page) = ask!(door, TestRequest::get().uri("/follow").cookie(cookie));
    for part in ["对不起", "TS-2026-00001", "灯不亮", "两天内", token] {
        assert!(page.contains(part), "{part}");
    }
    let stranger = TestRequest::get().uri("/follow/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    assert_eq!(ask!(door, stranger).0, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn a_form_too_fast_or_too_old_is_shown_again_with_its_text() {
    let house = house();
    let door = house.door().await;
    for wait in [Duration::seconds(2), Duration::hours(3)] {
        let seal = seal!(door, house.code);
        house.app.clock.advance(wait);
        let fields = [
            ("seal", seal.as_str()),
            ("what", "楼道漏水"),
            ("who", "other"),
        ];
        let (status, _, page) = ask!(door, form(&house.code, &fields, None));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.contains("楼道漏水") && !page.contains(&seal));
    }
    assert!(house.inbox().is_empty());
}

#[actix_web::test]
async fn a_file_that_is_no_photo_is_refused_beside_the_field_and_the_text_stays() {
    let house = house();
    let door = house.door().await;
    let seal = seal!(door, house.code);
    house.app.clock.advance(Duration::minutes(1));
    let fields = [
        ("seal", seal.as_str()),
        ("what", "楼道漏水"),
        ("who", "other"),
    ];
    let (status, _, page) = ask!(door, form(&house.code, &fields, Some(b"PK\x03\x04")));
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("楼道漏水") && page.contains("id=\"e-photo\""));
    let (status, _, _) = ask!(door, form(&house.code, &fields, None));
    assert_eq!(status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn what_a_machine_fills_in_looks_accepted_and_is_not_kept() {
    let house = house();
    let door = house.door().await;
    let seal = seal!(door, house.code);
    house.app.clock.advance(Duration::minutes(1));
    let fields = [
        ("seal", seal.as_str()),
        ("what", "buy"),
        ("who", "other"),
        ("remark", "spam"),
    ];
    let (status, _, _) = ask!(door, form(&house.code, &fields, None));
    assert_eq!(status, StatusCode::OK);
    assert!(house.inbox().is_empty());
}

#[actix_web::test]
async fn many_through_one_code_are_kept_for_a_second_look_and_a_flood_is_turned_away() {
    let house = house();
    let door = house.door().await;
    let mut last = StatusCode::OK;
    for _ in 0..61 {
        let seal = seal!(door, house.code);
        house.app.clock.advance(Duration::seconds(4));
        let fields = [
            ("seal", seal.as_str()),
            ("what", "灯不亮"),
            ("who", "owner"),
        ];
        last = ask!(door, form(&house.code, &fields, None)).0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let scope = Scope::of(vec![house.office.clone()]);
    let unseen = house
        .app
        .db
        .read_now(|conn| complaints::unseen(conn, &scope));
    assert_eq!(unseen.unwrap(), 60);
    assert!(house.inbox().iter().all(|line| line.held));
}

#[actix_web::test]
async fn a_mistyped_code_and_one_nobody_gave_out_are_told_apart() {
    let house = house();
    let door = house.door().await;
    let get = |code: &str| TestRequest::get().uri(&format!("/q/{code}"));
    let (status, _, page) = ask!(door, get(&house.code.grouped().to_lowercase()));
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("3号楼") && page.contains(&house.code.grouped()));
    let (status, _, page) = ask!(door, get("8K4T2M9XQ6"));
    assert!(status == StatusCode::NOT_FOUND && page.contains("编号输错了"));
    let (status, _, page) = ask!(door, get("8K4T2M9XQ5"));
    assert!(status == StatusCode::NOT_FOUND && page.contains("请勿填写任何信息"));
    let revoke = |tx: &mut Tx<'_>, _: &System| codes::store::revoke(tx, &house.code);
    house.app.db.write_now(&System("test"), revoke).unwrap();
    let (status, _, page) = ask!(door, get(house.code.as_str()));
    assert!(status == StatusCode::GONE && page.contains("0755-8888 0000"));
}

#[test]
fn a_code_can_come_to_stand_for_something_and_is_found_again() {
    let house = house();
    let repoint = |tx: &mut Tx<'_>, _: &System| {
        codes::store::repoint(tx, &house.code, Target::Posting, Some("p1"))
    };
    house.app.db.write_now(&System("test"), repoint).unwrap();
    let find = |conn: &mut _| codes::store::find(conn, &house.code);
    let row = house.app.db.read_now(find).unwrap().unwrap();
    assert_eq!(row.target, Target::Posting);
    assert_eq!(row.target_id.as_deref(), Some("p1"));
    assert_eq!(row.office, house.office);
}
