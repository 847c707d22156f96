//! Forms that answer while they are filled in, when the network, an input method or the way back
//! come in between.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Office, day};
use crate::support::browser::{DESK, Tab};
use crate::support::house::CLERK;

/// Lets the first answer come later than the second, and counts the questions.
const SLOW_FIRST: &str = "const real = window.fetch; window.asked = 0; window.answered = 0; \
    window.fetch = async (to, how) => { \
        const look = String(how.body).includes('action=look'), turn = look ? ++window.asked : 0; \
        const answer = await real(to, how), text = await answer.text(); \
        await new Promise(go => setTimeout(go, turn === 1 ? 2000 : 0)); \
        if (look) setTimeout(() => window.answered++, 200); \
        return { ok: answer.ok, status: answer.status, redirected: answer.redirected, \
            text: async () => text, json: async () => JSON.parse(text) }; };";

async fn with_a_form(path: &str) -> (Office, Tab) {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    clerk.size(DESK).await;
    clerk.open(&office.at(path)).await;
    (office, clerk)
}

/// Waits until this many questions were asked, or answered.
async fn until(tab: &Tab, what: &str, count: i64) {
    for _ in 0..200 {
        let reached = tab.run(&format!("return window.{what}")).await;
        if reached.as_i64().is_some_and(|reached| reached >= count) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!(
        "{what}: {}",
        tab.run(&format!("return window.{what}")).await
    );
}

/// What stands in the field that has the focus, and where the caret is.
async fn at_work(tab: &Tab) -> Value {
    let script = "const e = document.activeElement; return [e.id, e.value, e.selectionStart]";
    tab.run(script).await
}

#[tokio::test]
async fn an_answer_that_was_overtaken_changes_nothing() {
    let (_office, clerk) = with_a_form("/notices/new/water").await;
    clerk.run(SLOW_FIRST).await;
    clerk.pick("#f-date", &day(0)).await;
    until(&clerk, "asked", 1).await;
    clerk.pick("#f-date", &day(4)).await;
    clerk.find("#rule.ok").await;
    until(&clerk, "answered", 2).await;
    clerk.find("#rule.ok").await;
    clerk.is_well().await;
    clerk.close().await;
}

#[tokio::test]
async fn what_is_typed_before_the_answer_comes_stays_with_its_caret() {
    let (_office, clerk) = with_a_form("/signs/new/i-lift-stop").await;
    clerk.run(SLOW_FIRST).await;
    assert_eq!(clerk.count("input[name=place]").await, 0);
    clerk.click("#f-area .chip").await;
    until(&clerk, "asked", 1).await;
    let typing = "const e = document.getElementById('f-phone'); e.focus(); \
        e.value = '8266 0099'; e.setSelectionRange(4, 4)";
    clerk.run(typing).await;
    clerk.find("input[name=place]").await;
    assert_eq!(at_work(&clerk).await, json!(["f-phone", "8266 0099", 4]));
    clerk.is_well().await;
    clerk.close().await;
}

#[tokio::test]
async fn a_word_half_written_by_an_input_method_is_left_alone() {
    let (_office, clerk) = with_a_form("/notices/new/water").await;
    clerk.run(SLOW_FIRST).await;
    clerk.pick("#f-reason", "清洗").await;
    clerk
        .run("document.getElementById('f-reason').focus()")
        .await;
    until(&clerk, "asked", 1).await;
    // 水箱 is on its way: its letters stand in the field, underlined.
    let half = json!({ "cmd": "Input.imeSetComposition",
        "params": { "text": "shuixiang", "selectionStart": 9, "selectionEnd": 9 } });
    clerk.command("goog/cdp/execute", &half).await;
    until(&clerk, "answered", 1).await;
    assert_eq!(
        at_work(&clerk).await,
        json!(["f-reason", "清洗shuixiang", 11])
    );
    let whole = json!({ "cmd": "Input.insertText", "params": { "text": "水箱" } });
    clerk.command("goog/cdp/execute", &whole).await;
    until(&clerk, "answered", 2).await;
    assert_eq!(at_work(&clerk).await, json!(["f-reason", "清洗水箱", 4]));
    // The text made of the fields has it too.
    let body = clerk.run("return document.getElementById('f-body').value");
    assert!(body.await.as_str().unwrap().contains("清洗水箱"));
    clerk.is_well().await;
    clerk.close().await;
}

#[tokio::test]
async fn after_back_the_page_says_what_its_fields_say() {
    let (office, clerk) = with_a_form("/notices/new/water").await;
    clerk
        .click("label:has(> input[name=cause][value=emergency])")
        .await;
    clerk.find("#late-reason:not(.unasked)").await;
    clerk.find("#rule.none").await;
    clerk.open(&office.at("/notices")).await;
    clerk.back().await;
    clerk.find("#notice-form").await;
    let chosen = "return document.querySelector('[name=cause]:checked').value";
    let is_kept = clerk.run(chosen).await == json!("emergency");
    let rule = if is_kept { "#rule.none" } else { "#rule.ok" };
    clerk.find(rule).await;
    // A browser puts fields back without a word to the page.
    let put_back = "document.querySelector('[name=cause][value=emergency]').checked = true; \
        window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }))";
    clerk.run(put_back).await;
    clerk.find("#rule.none").await;
    clerk.find("#late-reason:not(.unasked)").await;
    clerk.is_well().await;
    clerk.close().await;
}
