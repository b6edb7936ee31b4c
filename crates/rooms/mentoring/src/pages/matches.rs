//! `/mentoring/programmes/{id}/matching`: who could help whom, why, and what the coordinator decides.

mod barred;

use askama::Template;
use axum::extract::Path;
use domain::{Error, FieldErrors, id::LedgerId};
use web::{Choice, Ctx, Form, FormView, Html, Shell, Tr};

use barred::Barred;

use super::programme::{coordinated, href};
use crate::{
    application::{Applicant, Role},
    coordinating::{self, Pairing},
    matching::{Criterion, Reason, Weights},
    programme::{Programme, weights},
};

/// One criterion as the page explains it.
pub struct Line {
    /// What it is called.
    pub criterion: String,
    /// What was found.
    pub found: String,
    pub share: u8,
    pub weight: u8,
    pub points: i64,
}

/// A possible pair.
struct Pair {
    mentor: String,
    mentor_id: String,
    mentee: String,
    mentee_id: String,
    /// The name of the field of its grant.
    grant: String,
    percent: i64,
    points: i64,
    most: i64,
    lines: Vec<Line>,
    others: Vec<Other>,
}

/// Another mentor for the same city.
struct Other {
    name: String,
    percent: i64,
    /// Why it cannot be; empty when it can.
    bar: String,
    /// Who has declared that.
    declared: Vec<String>,
    /// That the city would like to work with it; empty where it has not said so.
    wished: String,
}

/// Somebody for whom nobody can be suggested.
struct Alone {
    name: String,
    others: Vec<Other>,
}

#[derive(Template)]
#[template(path = "mentoring/matches.html")]
struct Page {
    shell: Shell,
    f: FormView,
    home: String,
    edit: String,
    pairs: Vec<Pair>,
    alone: Vec<Alone>,
    /// The pairs that cannot be because of what was declared.
    barred: Vec<Barred>,
    weights: Vec<(String, u8)>,
    grants: bool,
    /// What a grant can be.
    limits: String,
    mentors: Vec<Choice>,
    mentees: Vec<Choice>,
}

impl Page {
    fn grant(&self, name: &str) -> Html {
        let field = self.f.number(name, "matching-grant").optional();
        Html::render(&field.hint(self.limits.as_str()))
    }
}

/// The field of the grant of the pair that is suggested for a city: each has its own, so that an error stands beside it.
fn grant_of(mentee: &str) -> String {
    format!("grant.{mentee}")
}

/// `GET /mentoring/programmes/{id}/matching`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    ctx.page(&page(&ctx, &programme, all, Form::new(), FieldErrors::default()).await?)
}

async fn page(
    ctx: &Ctx,
    programme: &Programme,
    all: Vec<Applicant>,
    form: Form,
    errors: FieldErrors,
) -> web::Result<Page> {
    let (f, tr, home) = (ctx.form(form, errors), ctx.tr, href(programme.id));
    let weights = weights(&programme.values);
    let conflicts = coordinating::conflicts(&all);
    let barred = barred::rows(tr, &all, &conflicts);
    let choose = |role: Role| {
        let free = all.iter().filter(move |a| a.takes_part(role));
        let free = free.filter(|a| role == Role::Mentor || coordinating::is_free(a, &all));
        free.map(|a| barred::choice(tr, a, &all, &conflicts)).collect::<Vec<_>>()
    };
    let (mentors, mentees) = (choose(Role::Mentor), choose(Role::Mentee));
    let counted = weights.clone();
    // The assignment grows with the cube of its size, so it is not made on the runtime.
    let suggested = tokio::task::spawn_blocking(move || coordinating::suggest(&all, &counted));
    let suggested = suggested.await.map_err(Error::internal)?;
    let others = |name: &str, all: &[coordinating::Other]| {
        let one = |other: &coordinating::Other| Other {
            wished: other.wish.map_or_else(String::new, |place| wished(tr, name, place)),
            name: other.name.clone(),
            percent: other.percent,
            bar: other
                .bar
                .map(|bar| tr.t(&format!("matching-bar-{}", bar.as_str())).to_owned())
                .unwrap_or_default(),
            declared: barred::said(tr, &other.declared),
        };
        all.iter().map(one).collect::<Vec<_>>()
    };
    let pair = |pair: &coordinating::Suggested| Pair {
        mentor: pair.mentor.name().to_owned(),
        mentor_id: pair.mentor.line.id.to_string(),
        mentee: pair.mentee.name().to_owned(),
        mentee_id: pair.mentee.line.id.to_string(),
        grant: grant_of(&pair.mentee.line.id.to_string()),
        percent: pair.judgement.percent(),
        points: pair.judgement.points,
        most: pair.judgement.most,
        lines: lines(ctx, &pair.judgement.reasons),
        others: others(pair.mentee.name(), &pair.others),
    };
    let (least, most) = programme.grant();
    let euros = |n: Option<i64>| ctx.local.number(n.unwrap_or_default());
    Ok(Page {
        shell: ctx
            .shell(tr.t("matching-title"))
            .crumb(tr.t("workspace-list"), super::HREF)
            .crumb(&programme.title, &home)
            .for_form(&f)
            .noindex(),
        f,
        pairs: suggested.pairs.iter().map(pair).collect(),
        alone: suggested
            .alone
            .iter()
            .map(|(mentee, all)| Alone {
                name: mentee.name().to_owned(),
                others: others(mentee.name(), all),
            })
            .collect(),
        barred,
        weights: named(ctx, &weights),
        grants: most.is_some(),
        limits: tr.t2("matching-grant-limits", "least", euros(least), "most", euros(most)),
        edit: format!("/mentoring/{}/edit", programme.id),
        mentors,
        mentees,
        home,
    })
}

/// That a city would like to work with another, and how much, as the message `wish-PLACE` says it.
fn wished(tr: Tr, name: &str, place: usize) -> String {
    let place = place.saturating_add(1);
    tr.find(&format!("wish-{place}"))
        .map_or_else(String::new, |wish| tr.t2("matching-wished", "name", name, "wish", wish))
}

/// All criteria, with what each counts.
pub fn named(ctx: &Ctx, weights: &Weights) -> Vec<(String, u8)> {
    Criterion::ALL.into_iter().map(|c| (name(ctx, c), weights.of(c))).collect()
}

/// What a criterion is called.
fn name(ctx: &Ctx, criterion: Criterion) -> String {
    ctx.tr.t(&format!("matching-{}", criterion.as_str())).to_owned()
}

/// Reasons as people read them: what was found, how well it fits, what it counts.
pub fn lines(ctx: &Ctx, reasons: &[Reason]) -> Vec<Line> {
    let line = |reason: &Reason| Line {
        criterion: name(ctx, reason.criterion),
        found: found(ctx, reason),
        share: reason.share,
        weight: reason.weight,
        points: reason.points,
    };
    reasons.iter().map(line).collect()
}

fn found(ctx: &Ctx, reason: &Reason) -> String {
    let tr = ctx.tr;
    let list = match reason.criterion {
        Criterion::Sector => "sector",
        Criterion::Stage => "application-stages",
        Criterion::Availability => "mentoring-form",
        Criterion::Size => "matching-size",
        Criterion::LegalSystem => "matching-law",
        Criterion::Preference => "matching-preference",
        Criterion::Language => {
            let names = reason.found.iter().map(|tag| tr.language(tag).to_owned());
            let names: Vec<String> = names.collect();
            return if names.is_empty() {
                tr.t("matching-interpreter").to_owned()
            } else {
                names.join(", ")
            };
        }
        Criterion::EarlierWork => {
            let word = match reason.share {
                0 => "no",
                1..=50 => "little",
                51..=99 => "some",
                _ => "yes",
            };
            return tr.t(&format!("matching-earlier-work-{word}")).to_owned();
        }
    };
    if reason.found.is_empty() {
        return tr.t("matching-nothing").to_owned();
    }
    reason.found.iter().map(|word| tr.word(list, word)).collect::<Vec<_>>().join(", ")
}

/// `POST /mentoring/programmes/{id}/matching`: the coordinator decides a pair.
pub async fn pair(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    let own = grant_of(form.get("mentee"));
    let suggested = form.has(&own);
    let field = if suggested { own.as_str() } else { "grant" };
    let mut wrong = FieldErrors::default();
    match decide(&ctx, &programme, &form, field).await {
        Ok(()) => {
            let home = href(programme.id);
            let back = if form.has("finish") { "#pairs" } else { "/matching" };
            return ctx.done(&format!("{home}{back}"), "programme-done-paired");
        }
        Err(Error::Invalid(errors)) => {
            for mut error in errors.0 {
                if error.field == "grant" {
                    error.field = field.to_owned().into();
                }
                wrong.0.push(error);
            }
        }
        // A pair that is suggested has no field that this could stand beside.
        Err(Error::Conflict(key)) => wrong.add(if suggested { "" } else { "mentor" }, key),
        Err(error) => return Err(error.into()),
    }
    // What was typed beside one pair is not taken for another.
    let typed = if suggested { Form::new().with(field, form.get(field)) } else { form };
    ctx.invalid(&page(&ctx, &programme, all, typed, wrong).await?)
}

async fn decide(ctx: &Ctx, programme: &Programme, form: &Form, grant: &str) -> domain::Result<()> {
    let mut errors = FieldErrors::default();
    let mut id = |name: &'static str| {
        let id = form.get(name).parse::<LedgerId>().ok();
        if id.is_none() {
            errors.add(name, "content-error-choose");
        }
        id
    };
    let both = id("mentee").zip(id("mentor"));
    let Some((mentee, mentor)) = both else { return Err(Error::Invalid(errors)) };
    let grant = coordinating::grant(programme, &form.line(grant))?;
    let pairing = Pairing { mentor, mentee, grant };
    coordinating::pair(ctx.app.ledgers()?, &ctx.who(), programme, pairing).await
}
