//! The list of notices.

use super::Desk;
use crate::support::app::TestApp;

/// The rows of the list: the time of each.
fn times(page: &str) -> Vec<String> {
    let rows = page.split("<tr><td class=\"num\">").skip(1);
    rows.map(|row| row.split("</td>").next().unwrap().trim().to_owned())
        .collect()
}

#[actix_web::test]
async fn the_time_of_a_line_is_the_outages_and_the_list_can_go_by_it() {
    let app = TestApp::new();
    let mut desk = Desk::at(&app).await;
    let day = |day| [("date", day), ("start", "22:00"), ("end", "06:00")];
    desk.published(&day("2026-11-28")).await;
    desk.save("keep", &[("date", ""), ("start", "")]).await;
    desk.sent(&day("2026-12-02")).await;
    desk.save("keep", &day("2026-11-26")).await;
    let first = [
        "11月26日 22:00–11月27日 06:00",
        "12月2日 22:00–12月3日 06:00",
        "",
    ];
    let last = "11月28日 22:00–11月29日 06:00";
    let newest = desk.clerk.get("/notices").await.body;
    assert_eq!(times(&newest), [first[0], first[1], first[2], last]);
    assert!(
        newest.contains("/notices?stage=open&amp;by=begins")
            || newest.contains("/notices?stage=open&by=begins")
    );
    for stage in ["open", "all"] {
        let by = format!("/notices?stage={stage}&by=begins");
        let by = desk.clerk.get(&by).await.body;
        assert_eq!(times(&by), [first[1], last, first[0], first[2]], "{stage}");
        assert!(by.contains("aria-sort=\"descending\""), "{by}");
    }
}
