//! What a version changes, in the words of the reader.

use people::ledger::Ledger;
use serde_json::Value;
use web::{
    Ctx, Html,
    kind::{self, Compared},
};

use super::programme;
use crate::agreement::{AGREEMENT, Agreement, Changed, Version, What, changes};

/// The most versions of which it is shown word by word what they change.
const IN_FULL: usize = 8;

/// What a version says otherwise than the one with which it is compared.
pub struct Changes {
    /// With which it is compared.
    pub heading: String,
    /// Whether they cannot be compared.
    pub incomparable: bool,
    /// What has changed, one after the other; empty for nothing.
    pub names: String,
    /// What went and what came of each, where that is shown.
    pub html: Html,
}

/// The versions of which it is shown word by word what they change: the one that binds, and the newest of those that wait
/// for somebody. Of all others only what has changed is named, because another instance can propose many at once.
pub fn in_full(agreement: &Agreement) -> Vec<&str> {
    let mut waiting: Vec<&Version> = agreement.open().collect();
    waiting.reverse();
    let all = agreement.in_force().into_iter().chain(waiting);
    all.take(IN_FULL).map(|version| version.digest.as_str()).collect()
}

/// What a version changes, word by word or only by its names; nothing for the first.
pub async fn of(
    ctx: &Ctx,
    ledger: &Ledger,
    agreement: &Agreement,
    version: &Version,
    in_full: bool,
) -> web::Result<Option<Changes>> {
    let Some(base) = agreement.base(version) else { return Ok(None) };
    let replaces = version.replaces() == base.digest;
    let key = if replaces { "agreement-changes-of" } else { "agreement-changes-since" };
    let heading = ctx.tr.t1(key, "n", base.number());
    let Some(changed) = changes(ledger, base, version) else {
        let (names, html) = (String::new(), Html::default());
        return Ok(Some(Changes { heading, incomparable: true, names, html }));
    };
    let mut names: Vec<String> = changed.iter().map(|c| label(ctx, c.what)).collect();
    names.dedup();
    let compared = if in_full { compared(ctx, base, version, &changed).await? } else { Vec::new() };
    // Where only names are shown and there are none, it says so itself.
    let html = if in_full || names.is_empty() {
        kind::compared(ctx.tr, &version.lang(), compared)
    } else {
        Html::default()
    };
    let names = names.join(ctx.tr.t("list-comma"));
    Ok(Some(Changes { heading, incomparable: false, names, html }))
}

/// What changed, in words.
async fn compared(
    ctx: &Ctx,
    base: &Version,
    version: &Version,
    changed: &[Changed],
) -> web::Result<Vec<Compared>> {
    let programmes = if changed.iter().any(|c| c.what == What::Programme) {
        [called(ctx, base).await?, called(ctx, version).await?]
    } else {
        <[String; 2]>::default()
    };
    let one = |changed: &Changed| {
        let [before, after] = match changed.what {
            What::Programme => programmes.clone(),
            what => [(&changed.before, base), (&changed.after, version)]
                .map(|(value, of)| words(ctx, what, value, of)),
        };
        Compared { label: label(ctx, changed.what), theirs: is_theirs(changed.what), before, after }
    };
    Ok(changed.iter().map(one).collect())
}

/// The programme of a version.
async fn called(ctx: &Ctx, version: &Version) -> web::Result<String> {
    let none = || ctx.tr.t("agreement-no-programme").to_owned();
    Ok(programme(ctx, version).await?.map_or_else(none, |(title, _)| title))
}

fn label(ctx: &Ctx, what: What) -> String {
    let tr = ctx.tr;
    let goal = |n: usize, of: &str| {
        tr.t2("rows-named", "label", tr.t1("agreement-goals-row", "n", n), "text", of)
    };
    match what {
        What::Name => tr.t("agreement-name").to_owned(),
        What::Summary => tr.t("agreement-summary").to_owned(),
        What::Language => tr.t("agreement-lang").to_owned(),
        What::Topics => tr.t("changes-sectors").to_owned(),
        What::Goal(n, cell) => goal(n, tr.t(&AGREEMENT.column_key("goals", cell))),
        What::Added(n) => goal(n, tr.t("agreement-goal-added")),
        What::Dropped(n) => goal(n, tr.t("agreement-goal-dropped")),
        What::Term(name) => kind::noun(tr, &AGREEMENT, name),
        What::Programme => tr.t("agreement-changes-programme").to_owned(),
        What::Reported => tr.t("agreement-reported").to_owned(),
    }
}

/// Whether something is said in the language of the agreement.
fn is_theirs(what: What) -> bool {
    match what {
        What::Name | What::Summary | What::Added(_) | What::Dropped(_) => true,
        What::Goal(_, cell) => cell != "due",
        What::Term(name) => AGREEMENT.field(name).is_some_and(|field| field.shape.is_text()),
        What::Language | What::Topics | What::Programme | What::Reported => false,
    }
}

/// A value of a version in words.
fn words(ctx: &Ctx, what: What, value: &Value, version: &Version) -> String {
    let tr = ctx.tr;
    let text = value.as_str().unwrap_or_default();
    let each = |word: &dyn Fn(&str) -> String| {
        let all = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        all.map(word).collect::<Vec<_>>().join(tr.t("list-comma"))
    };
    match what {
        What::Language => tr.language(text).to_owned(),
        What::Topics => each(&|slug| tr.sector(slug).to_owned()),
        What::Reported => each(&|word| tr.word("mentoring-reported", word).to_owned()),
        What::Goal(_, "due") => ctx.local.partial_date(text),
        What::Added(_) | What::Dropped(_) => goal(ctx, value),
        What::Term(name) => AGREEMENT.field(name).map_or_else(String::new, |field| {
            if value.is_null() {
                return String::new();
            }
            kind::in_words(&ctx.local, &AGREEMENT, field, value, version.lang().as_str())
        }),
        What::Name | What::Summary | What::Goal(..) | What::Programme => text.to_owned(),
    }
}

/// A whole goal: what is to be reached, by what one will see it, and until when.
fn goal(ctx: &Ctx, row: &Value) -> String {
    let cell = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    let due = match cell("due") {
        "" => String::new(),
        due => ctx.tr.t1("workspace-due", "date", ctx.local.partial_date(due)),
    };
    let all = [cell("text"), cell("measure"), due.as_str()];
    all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
