//! The browser and the machine that a session was opened on, as a person knows them.

/// Programs by what they call themselves; what pretends to be another stands before it.
const PROGRAMS: [&[&str]; 10] = [
    &["wxwork", "WeCom"],
    &["MicroMessenger", "WeChat"],
    &["DingTalk", "DingTalk"],
    &["QQBrowser", "QQ"],
    &["Edg", "Edge"],
    &["Firefox", "Firefox"],
    &["FxiOS", "Firefox"],
    &["Chrome", "Chrome"],
    &["CriOS", "Chrome"],
    &["Safari", "Safari"],
];
/// Machines, likewise.
const MACHINES: [&[&str]; 8] = [
    &["iPhone", "iPhone"],
    &["iPad", "iPad"],
    &["HarmonyOS", "HarmonyOS"],
    &["OpenHarmony", "HarmonyOS"],
    &["Android", "Android"],
    &["Windows", "Windows"],
    &["Mac OS X", "Mac"],
    &["Linux", "Linux"],
];

/// `Chrome · Windows`; empty where a browser says nothing that is known.
pub(super) fn of(agent: &str) -> String {
    let named = |all: &[&[&str]]| {
        let found = all
            .iter()
            .find(|names| names.first().is_some_and(|n| agent.contains(n)));
        found
            .and_then(|names| names.last())
            .map(|name| (*name).to_owned())
    };
    let parts = [named(&PROGRAMS), named(&MACHINES)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_browser_is_called_as_its_owner_calls_it() {
        let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 \
                       Safari/537.36";
        let told = [
            (windows, "Chrome · Windows"),
            (&format!("{windows} Edg/131.0"), "Edge · Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0 Safari/604",
                "WeChat · iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; Pixel) Firefox/130.0",
                "Firefox · Android",
            ),
            ("curl/8.0 <script>", ""),
            ("", ""),
        ];
        for (agent, name) in told {
            assert_eq!(of(agent), name, "{agent}");
        }
    }
}
