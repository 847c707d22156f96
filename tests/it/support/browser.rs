//! A real browser: Debian's chromium, driven by its chromedriver.
//!
//! Every page it is asked about must have no sideways scrolling and nothing in the
//! browser's log: no script error, nothing the content policy stopped.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::process::{free_port, wait_for};

/// A phone's window.
pub(crate) const PHONE: (u32, u32) = (390, 844);
/// A desk's window.
pub(crate) const DESK: (u32, u32) = (1_280, 900);

/// Finds what is cut off. What is there for screen readers alone stands outside on purpose, and what is
/// typed may be longer than its field.
const CUT: &str = "
document.querySelectorAll('details').forEach(e => { e.open = true; });
const room = document.documentElement.clientWidth;
const unseen = e => !e.checkVisibility() || e.closest('.vh, .skip, .trap, svg')
    || [...document.querySelectorAll('thead')].some(head => head.contains(e) && head.offsetWidth < 2);
const told = e => e.tagName + ' ' + e.className + ': ' + e.textContent.trim().slice(0, 30);
return [...document.querySelectorAll('body *')].filter(e => {
    if (unseen(e)) return false;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const outside = box.left < -1 || box.right > room + 1;
    const typed = e.matches('input, textarea, select');
    const over = style.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1;
    const under = style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 1;
    return outside || !typed && (over || under);
}).map(told);
";

/// The driver; it stops when dropped.
pub(crate) struct Driver {
    child: Child,
    port: u16,
    profile: tempfile::TempDir,
}

impl Driver {
    /// A started driver.
    pub(crate) fn start() -> Self {
        let port = free_port();
        let profile = tempfile::tempdir().unwrap();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .env("HOME", profile.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed; script/test installs it");
        let driver = Self {
            child,
            port,
            profile,
        };
        let agent = ureq::Agent::new_with_defaults();
        wait_for("chromedriver answers", Duration::from_secs(20), || {
            agent.get(driver.url("/status")).call().is_ok()
        });
        driver
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// A new browser with cookies of its own, in a language; scripts may be off.
    pub(crate) async fn open(&self, lang: &str, scripts: bool) -> Tab {
        let profile = self.profile.path().join(uuid::Uuid::now_v7().to_string());
        let allowed = if scripts { 1 } else { 2 };
        let capabilities = json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "goog:chromeOptions": {
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--disable-background-networking", "--no-first-run",
                    format!("--lang={lang}"), format!("--user-data-dir={}", profile.display()),
                ],
                "prefs": {
                    "intl.accept_languages": lang,
                    "profile.managed_default_content_settings.javascript": allowed,
                    "webkit.webprefs.javascript_enabled": scripts,
                },
            },
        });
        let Value::Object(capabilities) = capabilities else {
            unreachable!("written as an object")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.into_iter().collect())
            .connect(&self.url(""))
            .await
            .expect("chromium starts; script/test installs it");
        let session = client.session_id().await.unwrap().unwrap();
        let tab = Tab {
            client,
            commands: self.url(&format!("/session/{session}")),
        };
        tab.size(DESK).await;
        tab
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to shut down, the driver takes its browsers along.
        let agent = ureq::Agent::new_with_defaults();
        agent.get(self.url("/shutdown")).call().ok();
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// One window.
pub(crate) struct Tab {
    client: Client,
    commands: String,
}

impl Tab {
    /// Opens a page and looks at its health.
    pub(crate) async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
        self.is_well().await;
    }

    /// Makes the window this large; narrower than a desktop lets a window be.
    pub(crate) async fn size(&self, (width, height): (u32, u32)) {
        let metrics = json!({
            "cmd": "Emulation.setDeviceMetricsOverride",
            "params": {
                "width": width, "height": height, "deviceScaleFactor": 1,
                "mobile": width < 500,
            },
        });
        self.command("goog/cdp/execute", &metrics).await;
    }

    /// Sends the driver a command that the library has no words for.
    pub(crate) async fn command(&self, name: &str, body: &Value) -> Value {
        let (url, body) = (format!("{}/{name}", self.commands), body.to_string());
        let sent = tokio::task::spawn_blocking(move || {
            let mut answer = ureq::post(url)
                .header("content-type", "application/json")
                .send(body)
                .unwrap();
            answer.body_mut().read_to_string().unwrap()
        });
        let answer: Value = serde_json::from_str(&sent.await.unwrap()).unwrap();
        answer["value"].clone()
    }

    /// Asserts that the log is empty and that nothing sticks out to the side.
    pub(crate) async fn is_well(&self) {
        let log = self.command("se/log", &json!({ "type": "browser" })).await;
        let at = self.url().await;
        let faults = log.as_array().into_iter().flatten();
        // Advice to authors comes as DEBUG.
        let faults: Vec<&Value> = faults.filter(|l| l["level"] != "DEBUG").collect();
        assert!(log.is_array() && faults.is_empty(), "{at}: {faults:?}");
        assert_eq!(self.sticks_out().await, None, "{at}");
    }

    /// Asserts that the log says of an answer that it was a refusal (4xx), and nothing else.
    pub(crate) async fn is_refused(&self) {
        let log = self.command("se/log", &json!({ "type": "browser" })).await;
        let lines = log.as_array().into_iter().flatten();
        let lines = lines.filter(|line| line["level"] != "DEBUG");
        let (refusals, others): (Vec<&Value>, Vec<&Value>) = lines.partition(|line| {
            let told = line["message"].as_str().unwrap_or_default();
            told.contains("the server responded with a status of 4")
        });
        let at = self.url().await;
        assert!(!refusals.is_empty(), "{at} is no refusal");
        assert!(others.is_empty(), "{at}: {others:?}");
    }

    /// Opens a page that is refused.
    pub(crate) async fn open_refused(&self, url: &str) {
        self.client.goto(url).await.unwrap();
        self.is_refused().await;
    }

    /// How far the page leads to the side, where it does.
    ///
    /// The window is no measure: on a phone it grows with the page.
    pub(crate) async fn sticks_out(&self) -> Option<String> {
        let script = "const e = document.documentElement; return [e.scrollWidth, e.clientWidth]";
        let wide = self.client.execute(script, Vec::new()).await.unwrap();
        let (needs, has) = (wide[0].as_i64().unwrap(), wide[1].as_i64().unwrap());
        (needs > has).then(|| format!("{needs} wide in a window of {has}"))
    }

    /// What nobody can read without moving something to the side: each element that is cut off or lies
    /// outside of the window, by its name and how it begins. What is folded away is unfolded first.
    pub(crate) async fn cut(&self) -> Vec<String> {
        let found = self.client.execute(CUT, Vec::new()).await.unwrap();
        let found = found.as_array().unwrap().iter();
        found
            .map(|told| told.as_str().unwrap().to_owned())
            .collect()
    }

    /// The address shown.
    pub(crate) async fn url(&self) -> String {
        self.client.current_url().await.unwrap().to_string()
    }

    /// The element with this selector, once it is there.
    pub(crate) async fn find(&self, css: &str) -> Element {
        let wait = self.client.wait().at_most(Duration::from_secs(15));
        let found = wait.for_element(Locator::Css(css)).await;
        match found {
            Ok(found) => found,
            Err(e) => panic!(
                "no {css} at {}: {e}\n{}",
                self.url().await,
                self.text().await
            ),
        }
    }

    /// How many elements have this selector now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.unwrap().len()
    }

    /// Clicks what has this selector, wherever it has to scroll to.
    pub(crate) async fn click(&self, css: &str) {
        self.find(css).await.click().await.unwrap();
    }

    /// Clicks a button that sends a form, and looks at the page that follows.
    pub(crate) async fn submit(&self, css: &str) {
        let before = self.find("html").await;
        self.click(css).await;
        let mut tries = 0;
        // The old page is gone when its root is.
        while before.tag_name().await.is_ok() {
            tries += 1;
            assert!(tries < 300, "{css} leads nowhere: {}", self.url().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        self.find("main").await;
        self.is_well().await;
    }

    /// Types into a field, replacing what is there, as a keyboard would.
    pub(crate) async fn fill(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Sets a date or a time, which keyboards type differently in each language.
    pub(crate) async fn pick(&self, css: &str, value: &str) {
        let script = "const e = document.querySelector(arguments[0]); e.value = arguments[1]; \
            e.dispatchEvent(new Event('input', { bubbles: true }));";
        self.client
            .execute(script, vec![json!(css), json!(value)])
            .await
            .unwrap();
    }

    /// Runs a script of a few words and gives what it returns.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// Runs a script that says when it is done, and gives what it says.
    pub(crate) async fn run_async(&self, script: &str, with: Vec<Value>) -> Value {
        self.client.execute_async(script, with).await.unwrap()
    }

    /// Goes back to the page before.
    pub(crate) async fn back(&self) {
        self.client.back().await.unwrap();
    }

    /// Chooses a file to send.
    pub(crate) async fn choose(&self, css: &str, file: &Path) {
        self.type_into(css, file.to_str().unwrap()).await;
    }

    /// Types behind what is there; into a field for files the paths, one a line.
    pub(crate) async fn type_into(&self, css: &str, text: &str) {
        self.find(css).await.send_keys(text).await.unwrap();
    }

    /// What a reader sees.
    pub(crate) async fn text(&self) -> String {
        // Another page may come between the two questions.
        for _ in 0..40 {
            if let Ok(body) = self.client.find(Locator::Css("body")).await
                && let Ok(text) = body.text().await
            {
                return text;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no page at {}", self.url().await);
    }

    /// Waits until a reader sees these words.
    pub(crate) async fn sees(&self, words: &str) {
        for _ in 0..300 {
            if self.text().await.contains(words) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no {words} at {}\n{}", self.url().await, self.text().await);
    }

    /// An attribute of an element.
    pub(crate) async fn attr(&self, css: &str, name: &str) -> String {
        let found = self.find(css).await.attr(name).await.unwrap();
        found.unwrap_or_default()
    }

    /// Fetches an address with the cookies of this window: status, kind and first bytes.
    pub(crate) async fn fetch(&self, path: &str) -> (i64, String, String) {
        let script = "const done = arguments[1]; fetch(arguments[0]).then(async r => { \
            const b = await r.text(); \
            done([r.status, r.headers.get('content-type'), b.slice(0, 8)]); })";
        let answer = self.client.execute_async(script, vec![json!(path)]).await;
        let answer = answer.unwrap();
        let text = |n: usize| answer[n].as_str().unwrap_or_default().to_owned();
        (answer[0].as_i64().unwrap(), text(1), text(2))
    }

    /// What an address gives, with the cookies of this window.
    pub(crate) async fn bytes(&self, path: &str) -> Vec<u8> {
        let script = "const done = arguments[1]; fetch(arguments[0]).then(r => r.blob()).then(b => { \
            const f = new FileReader(); f.onload = () => done(f.result); f.readAsDataURL(b); })";
        let answer = self.client.execute_async(script, vec![json!(path)]).await;
        let answer = answer.unwrap();
        let text = answer.as_str().unwrap().split_once("base64,").unwrap().1;
        data_encoding::BASE64.decode(text.as_bytes()).unwrap()
    }

    /// Closes the window.
    pub(crate) async fn close(self) {
        self.client.close().await.unwrap();
    }
}
