//! Every page of the older house opens, and every code on its papers answers.

use actix_web::http::StatusCode;

use super::copy::Older;

/// The page of each thing with the office it belongs to.
const THINGS: &str = "\
    SELECT '/notices/' || id AS one, office_id AS two FROM notices \
    UNION ALL SELECT '/notices/' || id || '/edit', office_id FROM notices WHERE stage = 'draft' \
    UNION ALL SELECT '/signs/batches/' || id, office_id FROM sign_batches \
    UNION ALL SELECT '/signs/runs/' || id, office_id FROM sign_runs \
    UNION ALL SELECT '/signs/register/' || id, office_id FROM sign_placed \
    UNION ALL SELECT '/complaints/' || id, office_id FROM complaints \
    UNION ALL SELECT '/complaints/' || complaint_id || '/photos/' || id, office_id \
        FROM complaint_photos \
    UNION ALL SELECT '/signs/register/' || sign_id || '/photos/' || id, office_id \
        FROM sign_photos";
/// Somebody of each office who may see all of it.
const MANAGERS: &str = "SELECT login AS one, office_id AS two FROM users \
    JOIN user_roles ON user_id = users.id WHERE role = 'office_manager'";
/// What people ask for without naming a thing.
const LISTS: [&str; 10] = [
    "/",
    "/notices",
    "/boards/round",
    "/signs",
    "/signs/register",
    "/signs/round",
    "/signs/codes",
    "/complaints",
    "/places",
    "/account",
];

#[actix_web::test]
async fn every_thing_an_older_program_wrote_opens_on_its_page() {
    let older = Older::asked(&[THINGS, MANAGERS]);
    let mut seen = 0;
    for (login, office) in older.answer(1) {
        let mut manager = older.signed_in(login).await;
        let here = older.answer(0).iter().filter(|(_, of)| of == office);
        let pages = here.map(|(page, _)| page.as_str());
        for page in LISTS.into_iter().chain(pages) {
            let answer = manager.get(page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}: {}", answer.body);
            seen += 1;
        }
    }
    assert_eq!(seen, older.answer(0).len() + 3 * LISTS.len());
}

/// Each code that holds, with a word that what it is on is called by.
const CODES: &str = "\
    SELECT codes.code AS one, notice_revisions.number AS two FROM codes \
        JOIN notice_postings ON notice_postings.code = codes.code \
        JOIN notice_revisions ON notice_revisions.id = notice_postings.revision_id \
        WHERE revoked_at IS NULL AND withdrawn_at IS NULL \
    UNION ALL SELECT codes.code, CASE WHEN batch_id IS NULL THEN label_zh ELSE '' END FROM codes \
        JOIN sign_placed ON sign_placed.code = codes.code WHERE revoked_at IS NULL \
    UNION ALL SELECT code, '' FROM codes WHERE target = 'nothing' AND revoked_at IS NULL";

#[actix_web::test]
async fn every_code_on_paper_still_answers_with_what_it_is_on() {
    let older = Older::asked(&[CODES]);
    let codes = older.answer(0);
    assert!(codes.len() > 250, "{}", codes.len());
    let mut phone = older.app.visitor();
    for (code, called) in codes {
        let scan = phone.get(&format!("/Q/{code}")).await;
        assert_eq!(scan.status, StatusCode::OK, "{code}: {}", scan.body);
        assert!(scan.body.contains(called.as_str()), "{code}: {}", scan.body);
    }
}
