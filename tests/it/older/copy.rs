//! A copy of the older house, brought up to date.

use diesel::connection::SimpleConnection;
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use diesel_migrations::MigrationHarness;
use gaoshi::platform::db::Conn;
use gaoshi::platform::db::backends::{MIGRATIONS, migrate};

use super::{folder, unpacked};
use crate::support::app::TestApp;
use crate::support::client::Client;
use crate::support::postgres::TestDb;

/// The schema's migrations that the older program had.
const THEN: usize = 13;
/// How long after the tests' Tuesday the older program wrote its last row.
const LATER: chrono::Duration = chrono::Duration::minutes(10);

/// The password of everybody in it.
const PASSWORD: &str = "gaoshi-demo";

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = diesel::sql_types::Text)]
    one: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    two: String,
}

/// The older house, migrated and opened by this program.
pub(super) struct Older {
    pub(super) app: TestApp,
    /// What was asked of it before it was migrated: two columns of text by a name.
    asked: Vec<Vec<(String, String)>>,
}

impl Older {
    /// Restores the tables as the older program left them, asks each question of them, brings
    /// them up to date, and opens the house.
    pub(super) fn asked(questions: &[&str]) -> Self {
        let db = TestDb::empty();
        let mut conn = db.conn();
        restore(&mut conn);
        let asked = questions.iter().map(|q| pairs(&mut conn, q)).collect();
        drop(conn);
        let newer = migrate(&db.url).unwrap();
        assert!(!newer.is_empty(), "the older program knew fewer migrations");
        let app = TestApp::over(db);
        app.clock.advance(LATER);
        hang_photos(&app);
        Self { app, asked }
    }

    pub(super) fn opened() -> Self {
        Self::asked(&[])
    }

    /// The answer to a question.
    pub(super) fn answer(&self, question: usize) -> &[(String, String)] {
        let answer = &self.asked[question];
        assert!(!answer.is_empty(), "question {question} has an answer");
        answer
    }

    /// A browser in which somebody is signed in.
    pub(super) async fn signed_in(&self, login: &str) -> Client<'_> {
        let mut client = self.app.visitor();
        let answer = client.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, 303, "{login}");
        client
    }

    /// Two columns of text as they are now.
    pub(super) fn now(&self, question: &str) -> Vec<(String, String)> {
        pairs(&mut self.app.db.conn(), question)
    }
}

fn pairs(conn: &mut Conn, question: &str) -> Vec<(String, String)> {
    let found: Vec<Pair> = sql_query(question).load(conn).unwrap();
    found.into_iter().map(|pair| (pair.one, pair.two)).collect()
}

/// SQLite gets the very schema that the older program made; PostgreSQL the one that its
/// migrations make, as the rows are the same for both.
fn restore(conn: &mut Conn) {
    let lax = match conn {
        Conn::Sqlite(_) => {
            let schema = std::fs::read_to_string(folder().join("schema.sql")).unwrap();
            conn.batch_execute(&schema).unwrap();
            "PRAGMA foreign_keys = OFF;"
        }
        Conn::Pg(pg) => {
            for _ in 0..THEN {
                pg.run_next_migration(MIGRATIONS).unwrap();
            }
            "SET session_replication_role = replica; TRUNCATE rules CASCADE;"
        }
    };
    conn.batch_execute(lax).unwrap();
    conn.batch_execute(&unpacked("rows.sql.gz")).unwrap();
}

fn hang_photos(app: &TestApp) {
    let there = app.files().join("photos");
    for shelf in std::fs::read_dir(folder().join("photos")).unwrap() {
        let shelf = shelf.unwrap();
        let to = there.join(shelf.file_name());
        std::fs::create_dir_all(&to).unwrap();
        for photo in std::fs::read_dir(shelf.path()).unwrap() {
            let photo = photo.unwrap();
            std::fs::copy(photo.path(), to.join(photo.file_name())).unwrap();
        }
    }
}
