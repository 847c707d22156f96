//! The policy on one page: every route, asked by everybody.

use actix_web::http::StatusCode;
use gaoshi::people::Role;

use crate::notices::Desk;
use crate::support::app::TestApp;
use crate::support::client::{Answer, Client};

/// Every address with its way of asking, and what it answers: the eight roles in the order of
/// `Role::ALL`, then somebody who is not signed in.
///
/// A post names something that does not exist, or nothing at all: 404 and 422 mean that it
/// was let through to be told so.
const TABLE: &str = "
GET /                                        200 200 200 200 200 200 200 200 200
GET /                                        200 200 200 200 200 200 200 200 200
GET /Q                                       200 200 200 200 200 200 200 200 200
GET /Q/{code}                                200 200 200 200 200 200 200 200 200
GET /account                                 200 200 200 200 200 200 200 200 303
GET /account/deputies                        200 200 200 200 200 200 200 200 303
GET /account/second-factor                   200 200 200 200 200 200 200 200 303
GET /account/second-factor/new               200 200 200 200 200 200 200 200 303
GET /assets/{version}/{name}                 200 200 200 200 200 200 200 200 200
GET /audit                                   200 403 403 403 403 403 403 403 303
GET /boards/round                            200 200 403 403 403 200 200 200 303
GET /boards/{id}/change                      404 403 403 403 403 404 403 403 303
GET /c/{id}                                  200 200 200 200 200 200 200 200 200
GET /c/{id}/report                           303 303 303 303 303 303 303 303 303
GET /company                                 200 403 403 403 403 403 403 403 303
GET /company/reach                           200 403 403 403 403 403 403 403 303
GET /complaints                              200 200 200 200 403 200 200 200 303
GET /complaints/contacts/{id}/correct        404 404 403 404 403 404 403 404 303
GET /complaints/contacts/{id}/erase          404 404 403 404 403 404 403 404 303
GET /complaints/new                          200 200 403 200 403 200 403 200 303
GET /complaints/{id}                         404 404 404 404 403 404 404 404 303
GET /complaints/{id}/mend                    404 404 403 404 403 404 403 404 303
GET /complaints/{id}/photos/{photo}          404 404 404 404 403 404 404 404 303
GET /favicon.ico                             200 200 200 200 200 200 200 200 200
GET /follow                                  303 303 303 303 303 303 303 303 303
GET /follow/find                             200 200 200 200 200 200 200 200 200
GET /follow/{token}                          404 404 404 404 404 404 404 404 404
GET /imports/{id}                            404 403 403 403 403 404 403 403 303
GET /language/{tag}                          303 303 303 303 303 303 303 303 303
GET /livez                                   200 200 200 200 200 200 200 200 200
GET /n/{id}                                  200 200 200 200 200 200 200 200 200
GET /notices                                 200 200 200 200 200 200 200 200 303
GET /notices/new/{kind}                      200 200 403 403 403 200 200 200 303
GET /notices/{id}                            200 200 200 200 200 200 200 200 303
GET /notices/{id}/edit                       303 303 403 403 403 303 303 303 303
GET /notices/{id}/sheet.pdf                  200 200 200 200 200 200 200 200 303
GET /offices                                 200 403 403 403 403 403 403 403 303
GET /offices/{id}                            404 403 403 403 403 403 403 403 303
GET /password/{token}                        404 404 404 404 404 404 404 404 404
GET /people                                  200 403 403 403 403 403 403 403 303
GET /people/{id}                             404 403 403 403 403 403 403 403 303
GET /places                                  200 200 200 200 200 200 200 200 303
GET /places/new                              200 403 403 403 403 200 403 403 303
GET /places/{id}                             200 200 200 200 200 200 200 200 303
GET /places/{id}/change                      200 403 403 403 403 200 403 403 303
GET /places/{id}/hand-over                   200 403 403 403 403 403 403 403 303
GET /places/{id}/homes.csv                   200 403 403 403 403 200 403 403 303
GET /places/{id}/import                      200 403 403 403 403 200 403 403 303
GET /places/{id}/propose                     200 403 403 403 403 200 200 200 303
GET /postings/{id}                           200 200 200 200 200 200 200 200 303
GET /privacy                                 200 200 200 200 200 200 200 200 200
GET /proposals/{id}                          404 403 403 403 403 404 403 403 303
GET /q                                       200 200 200 200 200 200 200 200 200
GET /q/{code}                                200 200 200 200 200 200 200 200 200
GET /readyz                                  200 200 200 200 200 200 200 200 200
GET /robots.txt                              200 200 200 200 200 200 200 200 200
GET /set-up/{token}                          404 404 404 404 404 404 404 404 404
GET /sign-in                                 200 200 200 200 200 200 200 200 200
GET /sign-in/code                            303 303 303 303 303 303 303 303 303
GET /signs                                   200 200 200 200 200 200 200 200 303
GET /signs/batches/{id}                      404 404 404 404 404 404 404 404 303
GET /signs/batches/{id}/sheet.{format}       404 404 404 404 404 404 404 404 303
GET /signs/bins                              200 200 403 403 403 200 200 200 303
GET /signs/codes                             200 200 200 200 200 200 200 200 303
GET /signs/codes/labels.pdf                  404 404 404 404 404 404 404 404 303
GET /signs/designs/{id}.svg                  404 404 404 404 404 404 404 404 303
GET /signs/list                              200 200 403 403 403 200 200 200 303
GET /signs/list.csv                          200 200 403 403 403 200 200 200 303
GET /signs/make                              200 200 403 403 403 200 200 200 303
GET /signs/new/{design}                      200 200 403 403 403 200 200 200 303
GET /signs/register                          200 200 200 200 200 200 200 200 303
GET /signs/register/new                      200 200 403 403 403 200 200 200 303
GET /signs/register/{id}                     404 404 404 404 404 404 404 404 303
GET /signs/register/{id}/label.pdf           404 404 404 404 404 404 404 404 303
GET /signs/register/{id}/photos/{photo}      404 404 404 404 404 404 404 404 303
GET /signs/round                             200 200 200 200 200 200 200 200 303
GET /signs/runs/copies/{id}/sheet.{format}   404 404 404 404 404 404 404 404 303
GET /signs/runs/{id}                         404 404 404 404 404 404 404 404 303
GET /signs/runs/{id}/parts/{part}.{format}   404 404 404 404 404 404 404 404 303
GET /signs/runs/{id}/proof.pdf               404 404 404 404 404 404 404 404 303
GET /signs/runs/{id}/signs/{n}.svg           404 404 404 404 404 404 404 404 303
GET /size/{tag}                              303 303 303 303 303 303 303 303 303
GET /subscribers                             200 200 403 403 403 200 200 200 303
GET /unsubscribe/{token}                     404 404 404 404 404 404 404 404 404
POST /Q/{code}                               400 400 400 400 400 400 400 400 400
POST /account/deputies                       422 422 422 422 422 422 422 422 401
POST /account/deputies/{id}/end              404 404 404 404 404 404 404 404 401
POST /account/office                         404 404 404 404 404 404 404 404 401
POST /account/password                       422 422 422 422 422 422 422 422 401
POST /account/second-factor                  422 422 422 422 422 422 422 422 401
POST /account/second-factor/off              303 303 303 303 303 303 303 303 401
POST /account/sessions/end                   303 303 303 303 303 303 303 303 401
POST /account/sign-out-others                303 303 303 303 303 303 303 303 401
POST /boards/round/posted                    404 404 403 403 403 404 404 404 401
POST /boards/round/taken-down                404 404 403 403 403 404 404 404 401
POST /boards/{id}/change                     404 403 403 403 403 404 403 403 401
POST /boards/{id}/retire                     404 403 403 403 403 404 403 403 401
POST /company                                422 403 403 403 403 403 403 403 401
POST /company/reach/address                  422 403 403 403 403 403 403 403 401
POST /company/reach/trial                    422 403 403 403 403 403 403 403 401
POST /complaints/contacts/{id}/correct       404 404 403 404 403 404 403 404 401
POST /complaints/contacts/{id}/erase         404 404 403 404 403 404 403 404 401
POST /complaints/new                         422 422 403 422 403 422 403 422 401
POST /complaints/{id}/joined                 404 404 403 404 403 404 403 404 401
POST /complaints/{id}/moved                  404 404 403 404 403 404 403 404 401
POST /complaints/{id}/note                   404 404 403 404 403 404 403 404 401
POST /complaints/{id}/parted                 404 404 403 404 403 404 403 404 401
POST /complaints/{id}/photo-removed          404 404 403 404 403 404 403 404 401
POST /complaints/{id}/seen                   404 404 403 404 403 404 403 404 401
POST /complaints/{id}/unseen                 404 404 403 404 403 404 403 404 401
POST /follow/find                            422 422 422 422 422 422 422 422 422
POST /follow/withdraw                        303 303 303 303 303 303 303 303 303
POST /holds/confirm                          404 403 403 403 403 403 403 403 401
POST /imports/{id}/enter                     404 403 403 403 403 404 403 403 401
POST /imports/{id}/take-back                 404 403 403 403 403 404 403 403 401
POST /imports/{id}/throw-away                404 403 403 403 403 404 403 403 401
POST /mails/{id}/again                       404 404 403 403 403 404 404 404 401
POST /notices/{id}/apologise                 404 404 403 403 403 404 404 404 401
POST /notices/{id}/approve                   403 404 403 403 403 404 404 403 401
POST /notices/{id}/cancel                    404 404 403 403 403 404 404 404 401
POST /notices/{id}/delete                    404 404 403 403 403 404 404 404 401
POST /notices/{id}/keep                      404 404 403 403 403 404 404 404 401
POST /notices/{id}/print                     404 404 403 403 403 404 404 404 401
POST /notices/{id}/publish                   403 404 403 403 403 404 404 403 401
POST /notices/{id}/replace                   404 404 403 403 403 404 404 404 401
POST /notices/{id}/restored                  404 404 403 403 403 404 404 404 401
POST /notices/{id}/return                    403 404 403 403 403 404 404 403 401
POST /notices/{id}/save                      404 404 403 403 403 404 404 404 401
POST /notices/{id}/still-out                 404 404 403 403 403 404 404 404 401
POST /notices/{id}/take-back                 404 404 403 403 403 404 404 404 401
POST /offices                                422 403 403 403 403 403 403 403 401
POST /offices/{id}                           404 403 403 403 403 403 403 403 401
POST /password/{token}                       404 404 404 404 404 404 404 404 404
POST /people                                 422 403 403 403 403 403 403 403 401
POST /people/{id}                            404 403 403 403 403 403 403 403 401
POST /people/{id}/disable                    404 403 403 403 403 403 403 403 401
POST /people/{id}/enable                     404 403 403 403 403 403 403 403 401
POST /people/{id}/reset                      404 403 403 403 403 403 403 403 401
POST /people/{id}/second-factor/off          404 403 403 403 403 403 403 403 401
POST /places                                 422 403 403 403 403 422 403 403 401
POST /places/{id}/boards                     404 403 403 403 403 404 403 403 401
POST /places/{id}/buildings                  404 403 403 403 403 404 403 403 401
POST /places/{id}/change                     404 403 403 403 403 404 403 403 401
POST /places/{id}/close                      404 403 403 403 403 404 403 403 401
POST /places/{id}/hand-over                  404 403 403 403 403 403 403 403 401
POST /places/{id}/import                     404 403 403 403 403 404 403 403 401
POST /places/{id}/lobby-boards               404 403 403 403 403 404 403 403 401
POST /places/{id}/propose                    404 403 403 403 403 404 404 404 401
POST /places/{id}/reopen                     404 403 403 403 403 404 403 403 401
POST /places/{id}/spots                      404 403 403 403 403 404 403 403 401
POST /places/{id}/within                     404 403 403 403 403 404 403 403 401
POST /postings/{id}/correct                  404 404 403 403 403 404 404 404 401
POST /postings/{id}/posted                   404 404 403 403 403 404 404 404 401
POST /postings/{id}/print                    404 404 403 403 403 404 404 404 401
POST /postings/{id}/taken-down               404 404 403 403 403 404 404 404 401
POST /postings/{id}/undo                     404 404 403 403 403 404 404 404 401
POST /proposals/{id}/accept                  404 403 403 403 403 404 403 403 401
POST /proposals/{id}/merge                   404 403 403 403 403 404 403 403 401
POST /proposals/{id}/refuse                  404 403 403 403 403 404 403 403 401
POST /q/{code}                               400 400 400 400 400 400 400 400 400
POST /set-up/{token}                         404 404 404 404 404 404 404 404 404
POST /sign-in                                422 422 422 422 422 422 422 422 422
POST /sign-in/code                           422 422 422 422 422 422 422 422 422
POST /sign-out                               303 303 303 303 303 303 303 303 401
POST /signs                                  404 404 403 403 403 404 404 404 401
POST /signs/batches/{id}/placed              404 404 403 403 403 404 404 404 401
POST /signs/batches/{id}/print               404 404 403 403 403 404 404 404 401
POST /signs/batches/{id}/removed             404 404 403 403 403 404 404 404 401
POST /signs/batches/{id}/until               404 404 403 403 403 404 404 404 401
POST /signs/bins                             422 422 403 403 403 422 422 422 401
POST /signs/codes                            422 422 403 403 403 422 422 422 401
POST /signs/codes/{code}/checked             404 404 403 403 403 404 404 404 401
POST /signs/codes/{code}/unchecked           404 404 403 403 403 404 404 404 401
POST /signs/list                             422 422 403 403 403 422 422 422 401
POST /signs/make                             200 200 403 403 403 200 200 200 401
POST /signs/placed/{id}/placed               404 404 403 403 403 404 404 404 401
POST /signs/placed/{id}/removed              404 404 403 403 403 404 404 404 401
POST /signs/register                         422 422 403 403 403 422 422 422 401
POST /signs/register/{id}/inspect            404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/interval           404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/mended             404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/move               404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/placed             404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/recode             404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/removed            404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/restored           404 404 403 403 403 404 404 404 401
POST /signs/register/{id}/revoke             404 404 403 403 403 404 404 404 401
POST /signs/runs/{id}/delete                 404 404 403 403 403 404 404 404 401
POST /signs/runs/{id}/go-on                  404 404 403 403 403 404 404 404 401
POST /signs/runs/{id}/parts/{part}           404 404 403 403 403 404 404 404 401
POST /signs/runs/{id}/placed                 404 404 403 403 403 404 404 404 401
POST /signs/runs/{id}/stop                   404 404 403 403 403 404 404 404 401
POST /subscribers                            422 422 403 403 403 422 422 422 401
POST /subscribers/{id}/remove                404 404 403 403 403 404 404 404 401
POST /subscribers/{id}/restore               404 404 403 403 403 404 404 404 401
POST /unsubscribe/{token}                    404 404 404 404 404 404 404 404 404
";

/// The routes as the source gives them: `GET /notices/{id}`.
pub(crate) fn routes() -> Vec<String> {
    let (mut dirs, mut found) = (
        vec![concat!(env!("CARGO_MANIFEST_DIR"), "/src").into()],
        vec![],
    );
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir::<std::path::PathBuf>(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            for route in text.split(".route(").skip(1) {
                let (path, rest) = route
                    .trim_start()
                    .trim_start_matches('"')
                    .split_once('"')
                    .unwrap();
                let rest = rest.trim_start_matches(',').trim_start();
                let verb = rest.trim_start_matches("web::").split('(').next().unwrap();
                let told = (verb != "head").then(|| format!("{} {path}", verb.to_uppercase()));
                found.extend(told);
            }
        }
    }
    found.sort();
    found
}

/// What the addresses of the table are filled with.
pub(crate) struct Known {
    pub(crate) notice: String,
    posting: String,
    pub(crate) code: String,
    community: String,
}

impl Known {
    pub(crate) async fn made(app: &TestApp) -> Self {
        let mut desk = Desk::at(app).await;
        let notice = desk.published(&[]).await;
        Self {
            posting: desk.unhung(&notice).await.remove(0),
            code: desk.codes(&notice).await.remove(0),
            community: app.offices[0].community.id.to_string(),
            notice,
        }
    }

    /// An address of what there is; for a post, of what there is not.
    pub(crate) fn address(&self, route: &str) -> String {
        const NOBODY: &str = "01900000-0000-7000-8000-000000000000";
        let path = route.split_once(' ').unwrap().1;
        let id = match path.split('/').nth(1).unwrap() {
            _ if route.starts_with("POST") => NOBODY,
            "notices" | "n" => &self.notice,
            "postings" => &self.posting,
            "places" | "c" => &self.community,
            _ => NOBODY,
        };
        path.replace("{id}", id)
            .replace("{kind}", "water")
            .replace("{design}", "i-lift-stop")
            .replace("{code}", &self.code)
            .replace("{tag}", "en")
            .replace("{token}", "nobody-has-this-token")
            .replace("{version}", "0")
            .replace("{name}", "app.css")
            .replace("{photo}", NOBODY)
    }
}

async fn ask(client: &mut Client<'_>, route: &str, address: &str) -> StatusCode {
    if route.starts_with("GET") {
        return client.get(address).await.status;
    }
    client.post(address, &[]).await.status
}

#[actix_web::test]
async fn every_route_answers_everybody_as_the_policy_says() {
    let app = TestApp::new();
    let known = Known::made(&app).await;
    let mut lines: Vec<String> = routes().iter().map(|r| format!("{r:<44}")).collect();
    for role in Role::ALL.iter().copied().map(Some).chain([None]) {
        let mut client = app.visitor();
        for (route, line) in routes().iter().zip(&mut lines) {
            if let Some(role) = role
                && client
                    .jar
                    .get("__Host-session")
                    .is_none_or(String::is_empty)
            {
                client = app.as_(role).await;
                client.get("/account").await;
            }
            let status = ask(&mut client, route, &known.address(route)).await;
            assert!(status.as_u16() != 500, "{route} {role:?}");
            line.push(' ');
            line.push_str(status.as_str());
        }
    }
    let table = lines.join("\n");
    assert_eq!(table, TABLE.trim(), "\n{table}\n");
}

/// What somebody who is not signed in may ask for.
const PUBLIC: [&str; 32] = [
    "GET /",
    "GET /Q",
    "GET /Q/{code}",
    "GET /assets/{version}/{name}",
    "GET /c/{id}",
    "GET /c/{id}/report",
    "GET /favicon.ico",
    "GET /follow",
    "GET /follow/find",
    "GET /follow/{token}",
    "GET /language/{tag}",
    "GET /livez",
    "GET /n/{id}",
    "GET /password/{token}",
    "GET /privacy",
    "GET /q",
    "GET /q/{code}",
    "GET /readyz",
    "GET /robots.txt",
    "GET /set-up/{token}",
    "GET /sign-in",
    "GET /size/{tag}",
    "GET /unsubscribe/{token}",
    "POST /Q/{code}",
    "POST /follow/find",
    "POST /follow/withdraw",
    "POST /password/{token}",
    "POST /q/{code}",
    "POST /set-up/{token}",
    "POST /sign-in",
    "POST /sign-in/code",
    "POST /unsubscribe/{token}",
];

#[actix_web::test]
async fn who_is_not_signed_in_is_let_in_nowhere_but_where_everybody_is() {
    let app = TestApp::new();
    let known = Known::made(&app).await;
    let mut visitor = app.visitor();
    for route in routes().iter().filter(|r| !PUBLIC.contains(&r.as_str())) {
        visitor.get("/sign-in").await;
        let address = known.address(route);
        let answer = if route.starts_with("GET") {
            visitor.get(&address).await
        } else {
            visitor.post(&address, &[]).await
        };
        let sent_away = answer.status == StatusCode::UNAUTHORIZED
            || answer.location().starts_with("/sign-in?next=");
        assert!(sent_away, "{route}: {}", answer.status);
    }
}

/// Forms that need no token: they change nothing for whoever sends them from elsewhere, or
/// must work without a cookie.
const WITHOUT_TOKEN: [&str; 3] = [
    "POST /Q/{code}",
    "POST /q/{code}",
    "POST /unsubscribe/{token}",
];

/// Forms that mail programs and private pages send with a foreign origin or none: each carries a
/// secret of its own.
const FROM_ANYWHERE: [&str; 2] = ["POST /follow/withdraw", "POST /unsubscribe/{token}"];

#[actix_web::test]
async fn a_head_is_answered_as_the_page_it_belongs_to() {
    let app = TestApp::new();
    let known = Known::made(&app).await;
    for mut client in [app.visitor(), app.as_(Role::OfficeManager).await] {
        for route in routes().iter().filter(|r| r.starts_with("GET")) {
            let address = known.address(route);
            let page = client.clone().get(&address).await;
            let head = client.head(&address).await;
            assert_eq!(head.status, page.status, "{route}");
            let kind = |answer: &Answer| answer.headers.get("content-type").cloned();
            assert_eq!(kind(&head), kind(&page), "{route}");
            assert_eq!(head.location(), page.location(), "{route}");
        }
    }
}

#[actix_web::test]
async fn a_form_without_its_token_or_with_anothers_or_from_elsewhere_is_refused() {
    let app = TestApp::new();
    let known = Known::made(&app).await;
    let mut other = app.as_(Role::OfficeManager).await;
    other.get("/account").await;
    let foreign = other.csrf.clone();
    for route in routes().iter().filter(|r| r.starts_with("POST")) {
        let address = known.address(route);
        let mut client = app.as_(Role::Administrator).await;
        client.get("/account").await;
        let own = client.csrf.clone();
        client.headers.push(("sec-fetch-site", "cross-site"));
        let answer = client.post(&address, &[]).await;
        if FROM_ANYWHERE.contains(&route.as_str()) {
            assert_ne!(answer.status, StatusCode::OK, "{route}");
            continue;
        }
        assert_eq!(
            answer.status,
            StatusCode::FORBIDDEN,
            "{route} from elsewhere"
        );
        assert!(
            answer.body.contains("<h1>没有收下") && answer.body.contains("href=\"/q\""),
            "{route} says why and the way on"
        );
        assert!(answer.headers.contains_key("content-security-policy"));
        client.headers.clear();
        if WITHOUT_TOKEN.contains(&route.as_str()) {
            continue;
        }
        for token in [String::new(), foreign.clone(), own.to_uppercase() + "x"] {
            client.csrf = token;
            let answer = client.post(&address, &[]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{route}");
            assert!(answer.body.contains("<h1>"), "{route} says why");
        }
    }
}
