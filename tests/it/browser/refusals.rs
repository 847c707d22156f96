//! A form that comes back says at once what is wrong, to whoever cannot see it too.

use super::Office;
use crate::support::browser::DESK;
use crate::support::house::CLERK;

#[tokio::test]
async fn after_a_refusal_what_is_wrong_has_the_focus_and_leads_to_its_field() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    clerk.size(DESK).await;
    clerk.open(&office.at("/complaints/new")).await;
    let must = clerk.run("return document.querySelector('label[for=f-what]').textContent");
    assert_eq!(must.await.as_str(), Some("信息内容 必填"));
    clerk.click("main form button.primary").await;
    clerk.find("#problem").await;
    let focused = "return document.activeElement.id";
    assert_eq!(clerk.run(focused).await.as_str(), Some("problem"));
    let follow = "document.querySelector('#problem a[href=\"#f-what\"]').click()";
    clerk.run(follow).await;
    assert_eq!(clerk.run(focused).await.as_str(), Some("f-what"));
}

#[tokio::test]
async fn the_ring_around_what_has_the_focus_is_seen_on_light_and_on_dark() {
    let office = Office::open();
    let clerk = office.signed_in("zh-CN", CLERK).await;
    clerk.open(&office.at("/complaints/new")).await;
    let ring = "document.querySelector('#f-what').focus(); \
        const s = getComputedStyle(document.activeElement); \
        return s.outlineColor + ' ' + s.boxShadow";
    let ring = clerk.run(ring).await;
    let colours = colours(ring.as_str().unwrap());
    for ground in [[255.0; 3], [21.0, 25.0, 30.0]] {
        let best = colours.iter().map(|ring| contrast(*ring, ground));
        let best = best.fold(0.0, f64::max);
        assert!(best >= 3.0, "{ring}: {best:.2} on {ground:?}");
    }
}

/// The colours of a computed style.
fn colours(style: &str) -> Vec<[f64; 3]> {
    let parts = style.split("rgb(").skip(1);
    let inner = parts.filter_map(|part| part.split(')').next());
    inner
        .map(|rgb| {
            let each: Vec<f64> = rgb.split(',').map(|c| c.trim().parse().unwrap()).collect();
            each.try_into().unwrap()
        })
        .collect()
}

/// How much two colours differ, 1 to 21 (WCAG 2.2, relative luminance).
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|c| {
            let c = c / 255.0;
            if c <= 0.040_45 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126_f64.mul_add(red, 0.7152_f64.mul_add(green, 0.0722 * blue)) + 0.05
    };
    let (a, b) = (light(one), light(other));
    a.max(b) / a.min(b)
}
