//! The application in memory over a database of its own, with a clock that stands still.

use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::Duration;
use diesel::{BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};
use gaoshi::app::App;
use gaoshi::config::{Config, Source};
use gaoshi::error::Result;
use gaoshi::notices::jobs;
use gaoshi::organisation::layout::Buildings;
use gaoshi::organisation::service::{self, Founding, NewBoard, NewOffice, NewPlace};
use gaoshi::organisation::{
    BoardKind, Company, OfficeId, OfficeKind, Place, PlaceKind, store as places,
};
use gaoshi::people::{NewAccount, Role, service as people};
use gaoshi::platform::apart::Apart;
use gaoshi::platform::clock::Clock;
use gaoshi::platform::db::{System, Tx};
use gaoshi::platform::holds::{Watch, standing};
use gaoshi::platform::mail::{Letter, Mailer, Memory, deliver_due};
use gaoshi::platform::scheduler::Scheduler;
use gaoshi::schema::outbox;
use gaoshi::{demo, duties};
use tempfile::TempDir;

use super::client::Client;
use super::postgres::TestDb;

/// The password of everybody in the small company.
pub(crate) const PASSWORD: &str = "一句话也可以当密码";

/// What the form that founds the company holds, with this password.
pub(crate) fn founding(password: &str) -> [(&'static str, &str); 7] {
    [
        ("company", "新城物业有限公司"),
        ("short_name", "新城物业"),
        ("phone", "0755-1"),
        ("name", "李雷"),
        ("login", "lilei"),
        ("password", password),
        ("again", password),
    ]
}

/// Its hash, as cheap as a hash can be: signing in must not slow every test.
static HASH: LazyLock<String> = LazyLock::new(|| {
    let cheap = Params::new(8, 1, 1, None).unwrap();
    let salt = SaltString::encode_b64(b"salt of the tests").unwrap();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, cheap);
    let hash = hasher.hash_password(PASSWORD.as_bytes(), &salt);
    hash.unwrap().to_string()
});

/// The application over a database of its own.
pub(crate) struct TestApp {
    pub(crate) app: Arc<App>,
    pub(crate) db: TestDb,
    pub(crate) clock: Clock,
    /// The offices of the small company; none in an empty application.
    pub(crate) offices: Vec<TestOffice>,
    pub(crate) mailbox: Memory,
    files: TempDir,
}

/// An office of the small company with its one community.
#[derive(Debug, Clone)]
pub(crate) struct TestOffice {
    pub(crate) id: OfficeId,
    pub(crate) community: Place,
    /// Each with two entrances, and a board in each lobby; one more board serves everybody.
    pub(crate) buildings: Vec<Place>,
}

impl TestApp {
    /// Nothing founded, behind a proxy at 10.0.0.1.
    pub(crate) fn empty() -> Self {
        Self::over(TestDb::new())
    }

    /// Over a database that is there already, behind the same proxy.
    pub(crate) fn over(db: TestDb) -> Self {
        let files = tempfile::tempdir().unwrap();
        let config = Config::from_source(files.path(), &Source::default()).unwrap();
        let config = Config {
            database: db.url.clone(),
            public: Some("https://wy.example.cn".parse().unwrap()),
            proxies: vec![IpAddr::from([10, 0, 0, 1])],
            ..config
        };
        let mut app = App::build(config, db.clock.clone()).unwrap();
        let mailbox = Memory::default();
        app.mailer = Mailer::Memory(mailbox.clone());
        app.apart = Apart::of(env!("CARGO_BIN_EXE_gaoshi"));
        app.photos = app.photos.opened_in(app.apart.clone());
        Self {
            app: Arc::new(app),
            clock: db.clock.clone(),
            db,
            offices: Vec::new(),
            mailbox,
            files,
        }
    }

    /// A small company: two offices, and one person for every role.
    pub(crate) fn new() -> Self {
        let mut app = Self::empty();
        let offices = app
            .db
            .db
            .write_now(&System("test"), |tx, _| Ok(company(tx)));
        app.offices = offices.unwrap();
        app
    }

    /// The demo company.
    pub(crate) fn demo() -> Self {
        let app = Self::empty();
        demo::found(&app.db.db).unwrap();
        app
    }

    /// The address of a link that founds the company, where nobody has an account.
    pub(crate) fn set_up(&self) -> Option<String> {
        let made = self
            .db
            .db
            .write_now(&System("test"), |tx, _| people::set_up_link(tx));
        made.unwrap().map(|token| format!("/set-up/{token}"))
    }

    /// A browser that has not been here before.
    pub(crate) fn visitor(&self) -> Client<'_> {
        Client::new(self)
    }

    /// A browser in which a person of the demo is signed in.
    pub(crate) async fn signed_in(&self, login: &str) -> Client<'_> {
        let mut client = self.visitor();
        let answer = client.sign_in(login, demo::PASSWORD).await;
        assert_eq!(answer.status, 303, "{login}");
        client
    }

    /// A browser of the person with this role, in the head office or the first office.
    pub(crate) async fn as_(&self, role: Role) -> Client<'_> {
        self.of_small(role.as_str()).await
    }

    /// A browser of the person with this role in the second office.
    pub(crate) async fn elsewhere(&self, role: Role) -> Client<'_> {
        self.of_small(&format!("{}.2", role.as_str())).await
    }

    async fn of_small(&self, login: &str) -> Client<'_> {
        let mut client = self.visitor();
        let answer = client.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, 303, "{login}: {}", answer.body);
        client
    }

    /// The server is stopped, and started again after so long.
    pub(crate) fn restart_after(&mut self, stop: Duration) {
        self.clock.advance(stop);
        let app = Arc::get_mut(&mut self.app).expect("no request is open");
        app.watch = Watch::over(&app.db);
    }

    /// One turn of every duty, as a server takes it at this moment.
    pub(crate) async fn turn(&self) {
        let scheduler = Scheduler::new(duties::all(), self.clock.clone());
        assert_eq!(scheduler.tick(&self.app).await, 0, "a duty failed");
    }

    /// What the clock does: publish, close, deliver; after a server was at work until now.
    pub(crate) async fn tick(&self) {
        live_through(&self.app).await.unwrap();
        jobs::publish_due(&self.db.db, &self.app.means())
            .await
            .unwrap();
        jobs::expire_over(&self.db.db).await.unwrap();
        deliver_due(&self.db.db, &self.app.mailer, &self.app.owner)
            .await
            .unwrap();
    }

    /// The mails that are due and did not leave, or were refused, each with its reason.
    fn unsent(&self) -> Vec<String> {
        let due = outbox::settled_at
            .is_null()
            .and(outbox::due_at.le(self.clock.now()));
        let found = outbox::table
            .filter(due.or(outbox::outcome.eq("refused")))
            .select((outbox::kind, outbox::recipient, outbox::last_error))
            .load::<(String, String, Option<String>)>(&mut self.db.conn());
        let told = |(kind, to, why): (String, String, Option<String>)| {
            format!("{kind} to {to}: {}", why.unwrap_or_default())
        };
        found.unwrap().into_iter().map(told).collect()
    }

    /// Where it keeps its files.
    pub(crate) fn files(&self) -> &Path {
        self.files.path()
    }

    /// The mails that left, in order.
    pub(crate) fn mails(&self) -> Vec<Letter> {
        self.mailbox.letters()
    }
}

impl Drop for TestApp {
    /// Whatever a test leaves to be done can be done: every duty runs once more, and no mail
    /// remains due or was one that no relay takes.
    fn drop(&mut self) {
        // The first fault is the one to read; a second one would end the whole run.
        if std::thread::panicking() {
            return;
        }
        self.mailbox.fail_with(None);
        self.mailbox.wake();
        let turn = std::thread::scope(|scope| scope.spawn(|| last_turn(&self.app)).join());
        let left = match turn {
            Ok(Ok(())) => self.unsent(),
            Ok(Err(why)) => vec![why.to_string()],
            Err(_) => vec!["a duty panicked".to_owned()],
        };
        assert!(
            left.is_empty(),
            "what the test left cannot be done: {left:?}"
        );
    }
}

/// Looks at the clock at least once a day from the last turn until now, as a server at work does:
/// a test that lets days pass does not mean that it was off, or that its clock jumped.
pub(crate) async fn live_through(app: &App) -> Result<()> {
    let (clock, now) = (app.clock.clone(), app.clock.now());
    let read = clock.clone();
    let seen = app.db.read(move |conn| Ok(standing(conn, &read)?.seen));
    if let Some(last) = seen.await?.last {
        clock.jump(-now.since(last));
        while clock.now() < now {
            clock.advance(now.since(clock.now()).min(Duration::hours(20)));
            app.watch.look().await?;
        }
        clock.jump(now.since(clock.now()));
    }
    app.watch.look().await.map(drop)
}

/// A real server that worked on the same data went by the machine's clock: time goes on from
/// its last turn.
async fn follow_a_server(app: &App) -> Result<()> {
    let (clock, read) = (app.clock.clone(), app.clock.clone());
    let seen = app.db.read(move |conn| Ok(standing(conn, &read)?.seen));
    let (now, last) = (clock.now(), seen.await?.last);
    if let Some(last) = last.filter(|last| last.since(now) > Duration::hours(24)) {
        clock.jump(last.since(now));
    }
    Ok(())
}

fn last_turn(app: &App) -> Result<()> {
    let turn = async {
        follow_a_server(app).await?;
        live_through(app).await?;
        for duty in duties::all() {
            (duty.run)(app).await?;
        }
        Ok(())
    };
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(turn)
}

fn company(tx: &mut Tx<'_>) -> Vec<TestOffice> {
    let founding = Founding {
        company: Company {
            name: "东苑物业服务有限公司".to_owned(),
            short_name: "东苑物业".to_owned(),
            demo: false,
        },
        phone: "0755-8300 1234".to_owned(),
        login: Role::Administrator.as_str().to_owned(),
        name: "周敏".to_owned(),
    };
    service::found(tx, &founding, &HASH).unwrap();
    let head = places::all_office_ids(tx).unwrap().remove(0);
    let offices = [office(tx, "东苑"), office(tx, "西苑")];
    for role in Role::ALL.iter().copied() {
        if role == Role::Administrator {
            continue;
        }
        if role.is_of_head_office() {
            person(tx, role, role.as_str(), &head);
        } else {
            person(tx, role, role.as_str(), &offices[0].id);
            person(tx, role, &format!("{}.2", role.as_str()), &offices[1].id);
        }
    }
    offices.into()
}

fn person(tx: &mut Tx<'_>, role: Role, login: &str, office: &OfficeId) {
    let account = NewAccount {
        login: login.to_owned(),
        name: format!("人 {login}"),
        email: None,
        office: office.clone(),
        role,
    };
    people::open_account(tx, &account, &HASH).unwrap();
}

/// An office with a community of three buildings.
fn office(tx: &mut Tx<'_>, name: &str) -> TestOffice {
    let new = NewOffice {
        name: format!("{name}管理处"),
        name_en: format!("{name} office"),
        phone: "0755-8888 0000".to_owned(),
        email: Some(format!(
            "office@{}.example.cn",
            if name == "东苑" { "east" } else { "west" }
        )),
        mark: None,
    };
    let id = service::add_office(tx, OfficeKind::Office, new).unwrap();
    let community = service::add_place(
        tx,
        NewPlace {
            office: &id,
            parent: None,
            kind: PlaceKind::Community,
            sort_key: 0,
            name: name.to_owned(),
            name_en: format!("{name} Garden"),
            homes: 0,
        },
    )
    .unwrap();
    let plan = Buildings {
        labels: ["1", "2", "3"].map(str::to_owned).into(),
        suffix: "号楼".to_owned(),
        english: Vec::new(),
        entrances: 2,
        floors: (1..=6).collect(),
        homes: 2,
        lifts: 1,
    };
    let buildings = service::add_buildings(tx, &community, &plan).unwrap();
    service::add_lobby_boards(tx, &community).unwrap();
    let gate = service::add_spot(tx, &community, "东门".into(), "East gate".into()).unwrap();
    let board = NewBoard {
        at: &gate,
        kind: BoardKind::Notice,
        name: "东门公告栏".to_owned(),
        name_en: "East gate board".to_owned(),
        serves: vec![community.id.clone()],
        sort_key: 20_000,
    };
    service::add_board(tx, board).unwrap();
    TestOffice {
        id,
        community,
        buildings,
    }
}
