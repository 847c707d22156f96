//! What the words around a day or an hour speak of.

/// What is said around a day or an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Around {
    /// What its clause is about.
    pub(super) of: Of,
    /// Whether its sentence tells of the stop, in this clause or another.
    pub(super) sentence_tells: bool,
    /// Whether its clause speaks of what is to come.
    pub(super) plans: bool,
    /// Whether its clause moves something to another time: 改期至12月8日.
    pub(super) moves: bool,
}

/// What a clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// When the supply stops and comes back.
    Stop,
    /// What is done ahead of it: 请于12月2日晚储水, 接12月1日通知.
    Ahead,
    /// What somebody found before it: 今早8:20发现漏水, 11月28日现场勘查.
    Found,
    /// What holds on other days too, or is another matter: 工作时间 8:30–17:30, 10日前缴费.
    Always,
    /// Anything else, as a step of the work: 11:00 检测.
    Other,
}

const CLAUSE: &str = ",。;!?\n";
const SENTENCE: &str = "。;!?\n";

/// Words for the stop and for its end.
const STOP: [&str; 18] = [
    "停水", "停电", "停供", "停气", "断水", "断电", "停止", "暂停", "起停", "复水", "复电", "恢复",
    "来水", "通水", "通电", "送电", "来电", "影响",
];
/// What behind such a word makes it another thing: 停水通知, 停水期间, 停水泵, 暂停服务, 恢复上班.
const ANOTHER: [&str; 21] = [
    "前",
    "期间",
    "通知",
    "公告",
    "计划",
    "原因",
    "泵",
    "上班",
    "营业",
    "办公",
    "服务",
    "使用",
    "收费",
    "通行",
    "绿化",
    "路面",
    "正常上班",
    "正常营业",
    "咨询",
    "询问",
    "垂询",
];
const AHEAD: [&str; 13] = [
    "储水", "备水", "备足", "存水", "蓄水", "接水", "充电", "提前", "通知", "接到", "收到", "张贴",
    "公示",
];
const FOUND: [&str; 8] = [
    "发现", "勘查", "勘察", "抄表", "接报", "报修", "抽检", "查明",
];
const ALWAYS: [&str; 15] = [
    "每天",
    "每日",
    "每晚",
    "每月",
    "工作时间",
    "照常",
    "上班",
    "办公",
    "服务时间",
    "营业时间",
    "接待时间",
    "值班",
    "热线",
    "电话",
    "咨询",
];

/// Words for what has nothing to do with the stop, whatever stands beside them.
const ELSE: [&str; 11] = [
    "联系", "反馈", "领取", "缴", "登记", "报名", "反映", "致电", "投诉", "召开", "愉快",
];
/// Words for what is to come.
const PLANS: [&str; 12] = [
    "将",
    "拟",
    "今后",
    "以后",
    "下周",
    "下月",
    "每",
    "另行",
    "再次",
    "前完成",
    "前更换",
    "前检修",
];
/// Words that move something to another time.
const MOVES: [&str; 11] = [
    "改期",
    "改到",
    "改至",
    "改在",
    "改为",
    "推迟",
    "延期",
    "延至",
    "延后",
    "顺延",
    "提前到",
];

/// What is said around this place.
pub(super) fn around(chars: &[char], at: usize) -> Around {
    let clause = part(chars, at, CLAUSE);
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(*word));
    let of = if tells_of_stop(&clause) {
        Of::Stop
    } else if has(&ELSE) {
        Of::Always
    } else if has(&AHEAD) && !has(&FOUND) {
        Of::Ahead
    } else if has(&ALWAYS) {
        Of::Always
    } else if has(&FOUND) {
        Of::Found
    } else {
        Of::Other
    };
    Around {
        of,
        sentence_tells: tells_of_stop(&part(chars, at, SENTENCE)),
        plans: has(&PLANS),
        moves: has(&MOVES),
    }
}

/// What stands around a place, up to one of these signs on either side.
fn part(chars: &[char], at: usize, ends: &str) -> String {
    let is_end = |c: &char| ends.contains(*c);
    let (before, after) = chars.split_at(at.min(chars.len()));
    let start = before.iter().rposition(is_end).map_or(0, |end| end + 1);
    let end = after.iter().position(is_end);
    let end = end.map_or(chars.len(), |end| at + end);
    chars.get(start..end).unwrap_or_default().iter().collect()
}

fn tells_of_stop(words: &str) -> bool {
    STOP.iter().any(|stop| {
        words.match_indices(*stop).any(|(at, _)| {
            let (before, after) = words.split_at(at);
            let after = after.get(stop.len()..).unwrap_or_default();
            let is_another = ANOTHER.iter().any(|another| after.starts_with(*another));
            // 自来水 is what it is called.
            !is_another && !before.ends_with('自')
        })
    })
}
