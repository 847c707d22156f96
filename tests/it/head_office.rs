//! Today at the head office: the offices by figures, and the lines of one on demand.

use chrono::Duration;
use diesel::connection::SimpleConnection;
use gaoshi::people::Role;

use crate::notices::Desk;
use crate::people::names;
use crate::support::app::TestApp;
use crate::support::client::Answer;

/// The figures of an office, from the left.
fn figures(page: &Answer, office: &str) -> Vec<String> {
    let (_, row) = page
        .body
        .split_once(&format!("<b>{office}</b></a></td>"))
        .unwrap();
    let row = row.split("</tr>").next().unwrap();
    let cells = row.split("<td class=\"r\"").skip(1);
    let shown = |cell: &str| {
        let words = cell.split('<').filter_map(|part| part.split_once('>'));
        let words: Vec<&str> = words.map(|(_, text)| text.trim()).collect();
        words
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    cells.map(shown).collect()
}

#[actix_web::test]
async fn the_head_office_sees_each_offices_figures_and_the_lines_of_one_on_demand() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let hung_late = desk.approved(&[]).await;
    let waits = desk.sent(&[]).await;
    app.clock.advance(Duration::hours(25));
    app.tick().await;
    let sheets = Desk::at(&app)
        .await
        .unhung(&hung_late)
        .await
        .len()
        .to_string();
    for role in [
        Role::Executive,
        Role::QualityRepresentative,
        Role::Operations,
    ] {
        let mut reader = app.as_(role).await;
        let today = reader.get("/").await;
        let east = figures(&today, "东苑管理处");
        assert_eq!(
            (east[0].as_str(), east[1].as_str()),
            (sheets.as_str(), "1"),
            "{role}: {east:?}"
        );
        let west = figures(&today, "西苑管理处");
        assert!(west.iter().all(|figure| figure == "0"), "{role}: {west:?}");
        assert!(!today.body.contains(&hung_late), "{role}: figures first");
        let office = format!("/?office={}", app.offices[0].id);
        let lines = reader.get(&office).await;
        assert!(lines.body.contains(&hung_late), "{role}: {}", lines.body);
        let awaits = lines.body.contains(&waits);
        assert!(awaits, "{role}: what a figure counts is listed");
        let other = format!("/?office={}", app.offices[1].id);
        assert!(
            !reader.get(&other).await.body.contains(&hung_late),
            "{role}"
        );
    }
    let mut clerk = app.as_(Role::Clerk).await;
    let own = clerk.get(&format!("/?office={}", app.offices[1].id)).await;
    assert!(own.body.contains(&hung_late) && !own.body.contains("id=\"offices\""));
}

#[actix_web::test]
async fn who_only_reads_an_office_sees_what_it_owes_and_her_own_page_is_figures() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let id = desk.published(&[]).await;
    app.clock
        .advance(Duration::hours(51) + Duration::minutes(1));
    let mut reader = app.as_(Role::QualityRepresentative).await;
    let figures = reader.get("/").await.body;
    assert!(!figures.contains(&id), "{figures}");
    let office = format!("/?office={}", app.offices[0].id);
    let lines = reader.get(&office).await.body;
    assert!(lines.contains("恢复了吗") && lines.contains(&id), "{lines}");
}

#[actix_web::test]
async fn a_reviewer_of_the_head_office_counts_what_she_may_decide_and_her_own_apart() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let theirs = desk.sent(&[]).await;
    desk.clerk = app.as_(Role::Executive).await;
    let community = app.offices[0].community.id.to_string();
    let own = desk.sent(&[("community", community.as_str())]).await;
    let today = desk.clerk.get("/").await;
    let cell = &figures(&today, "东苑管理处")[1];
    assert!(cell.starts_with("1 ") && cell.contains("另 1 份"), "{cell}");
    let office = format!("/?office={}", app.offices[0].id);
    let lines = desk.clerk.get(&office).await;
    let apart = lines.between("id=\"reviews-own\"", "</section>").to_owned();
    assert!(apart.contains(&own) && !apart.contains(&theirs), "{apart}");
    let before = lines.body.replace(&apart, "");
    assert!(
        before.contains(&theirs) && !before.contains(&own),
        "{before}"
    );
    // The office's own manager wrote neither.
    let today = app.as_(Role::OfficeManager).await.get("/").await.body;
    assert!(today.contains(&theirs) && today.contains(&own), "{today}");
    let mut reader = app.as_(Role::QualityRepresentative).await;
    let figures = figures(&reader.get("/").await, "东苑管理处");
    assert_eq!(figures[1], "2", "who decides nothing counts all");
}

#[actix_web::test]
async fn who_stands_for_two_counts_as_hers_what_one_of_them_wrote_and_not_what_both_did() {
    let app = TestApp::new();
    let second = "UPDATE user_roles SET role = 'executive' WHERE user_id = \
                  (SELECT id FROM users WHERE login = 'quality_representative')";
    app.db.conn().batch_execute(second).unwrap();
    let mut desk = Desk::at(&app).await;
    let community = app.offices[0].community.id.to_string();
    let mut sent = Vec::new();
    for role in [Role::Executive, Role::QualityRepresentative] {
        desk.clerk = app.as_(role).await;
        let named = names(&mut desk.clerk, "operations", "2026-11-27").await;
        assert_eq!(named.status, 303, "{}", named.body);
        sent.push(desk.sent(&[("community", community.as_str())]).await);
    }
    let mut deputy = app.as_(Role::Operations).await;
    let cell = &figures(&deputy.get("/").await, "东苑管理处")[1];
    assert_eq!(cell, "2", "she decides either for the other");
    let office = format!("/?office={}", app.offices[0].id);
    let lines = deputy.get(&office).await.body;
    assert!(sent.iter().all(|id| lines.contains(id)), "{lines}");
    assert!(!lines.contains("id=\"reviews-own\""), "{lines}");
    let both = "INSERT INTO notice_writers (notice_id, user_id, first_at, last_at, version) \
                SELECT w.notice_id, u.id, w.first_at, w.last_at, w.version \
                FROM notice_writers w, users u \
                WHERE u.login IN ('executive', 'quality_representative') AND u.id <> w.user_id";
    app.db.conn().batch_execute(both).unwrap();
    let cell = &figures(&deputy.get("/").await, "东苑管理处")[1];
    assert!(cell.starts_with("0 ") && cell.contains("另 2 份"), "{cell}");
    let lines = deputy.get(&office).await;
    let apart = lines.between("id=\"reviews-own\"", "</section>").to_owned();
    assert!(sent.iter().all(|id| apart.contains(id)), "{apart}");
}
