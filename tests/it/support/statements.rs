//! What a database was asked, statement by statement.
//!
//! The connections of every test are listened to; nothing is written down before somebody asks.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, Once, PoisonError};

use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use gaoshi::platform::db::DatabaseUrl;

/// The statements of one database; nothing while nobody listens.
type Asked = Arc<Mutex<Option<Vec<String>>>>;

static DATABASES: LazyLock<Mutex<HashMap<String, Asked>>> = LazyLock::new(Mutex::default);

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn of(address: &str) -> Asked {
    Arc::clone(held(&DATABASES).entry(address.to_owned()).or_default())
}

fn address(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => path.to_string_lossy().into_owned(),
        DatabaseUrl::Pg(url) => url.clone(),
    }
}

#[derive(Default)]
struct Ear(Option<Asked>);

impl Instrumentation for Ear {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match (event, &self.0) {
            (InstrumentationEvent::StartEstablishConnection { url, .. }, _) => {
                self.0 = Some(of(url));
            }
            (InstrumentationEvent::StartQuery { query, .. }, Some(asked)) => {
                if let Some(statements) = held(asked).as_mut() {
                    statements.push(shape(&query.to_string()));
                }
            }
            _ => {}
        }
    }
}

/// A statement without what is filled into it: a list of values is as long as it happens to be.
fn shape(sql: &str) -> String {
    let text = sql.split(" -- binds").next().unwrap_or_default();
    let mut shape: String = text.replace('?', "$");
    while let Some(at) = shape.find(|c: char| c.is_ascii_digit()) {
        let number = shape[at..].chars().take_while(char::is_ascii_digit).count();
        shape.replace_range(at..at + number, "");
    }
    while shape.contains("$, $") {
        shape = shape.replace("$, $", "$");
    }
    shape
}

/// Listens to the connections that are opened from now on.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        set_default_instrumentation(|| Some(Box::new(Ear::default()))).unwrap();
    });
}

/// Begins to write down what a database is asked.
pub(crate) fn begin(url: &DatabaseUrl) {
    *held(&of(&address(url))) = Some(Vec::new());
}

/// What it was asked since: each statement with how often it came.
pub(crate) fn end(url: &DatabaseUrl) -> BTreeMap<String, usize> {
    let asked = held(&of(&address(url))).take().unwrap_or_default();
    let mut counted = BTreeMap::new();
    for statement in asked {
        *counted.entry(statement).or_default() += 1;
    }
    counted
}

#[test]
fn a_statement_has_one_shape_whatever_is_filled_in() {
    let few = "SELECT a FROM t WHERE (a IN (?)) AND b = ? -- binds: [1]";
    let many = "SELECT a FROM t WHERE (a IN (?, ?, ?)) AND b = ? -- binds: [1, 2, 3]";
    let numbered = "SELECT a FROM t WHERE (a IN ($1, $2, $3)) AND b = $4";
    assert_eq!(shape(few), "SELECT a FROM t WHERE (a IN ($)) AND b = $");
    assert_eq!(shape(few), shape(many));
    assert_eq!(shape(few), shape(numbered));
}
