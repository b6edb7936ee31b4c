//! `/mentoring/programmes/{id}/matching`: who could help whom, why, and what the coordinator decides.

use askama::Template;
use axum::extract::Path;
use domain::{Error, FieldErrors, id::LedgerId};
use web::{Choice, Ctx, Form, FormView, Shell};

use super::programme::{coordinated, href};
use crate::{
    application::{Applicant, Role},
    coordinating::{self, Pairing},
    matching::{Criterion, Reason},
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
}

/// Somebody for whom nobody is left.
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
    weights: Vec<(String, u8)>,
    grants: bool,
    mentors: Vec<Choice>,
    mentees: Vec<Choice>,
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
    let choose = |role: Role| {
        let free = all.iter().filter(move |a| a.takes_part(role));
        let free = free.filter(move |a| role == Role::Mentor || a.partners().next().is_none());
        free.map(|a| Choice::new(a.line.id.to_string(), a.name())).collect::<Vec<_>>()
    };
    let (mentors, mentees) = (choose(Role::Mentor), choose(Role::Mentee));
    let counted = weights.clone();
    // The assignment grows with the cube of its size, so it is not made on the runtime.
    let suggested = tokio::task::spawn_blocking(move || coordinating::suggest(&all, &counted));
    let suggested = suggested.await.map_err(Error::internal)?;
    let others = |all: &[coordinating::Other]| {
        let one = |other: &coordinating::Other| Other {
            name: other.name.clone(),
            percent: other.percent,
            bar: other
                .bar
                .map(|bar| tr.t(&format!("matching-bar-{}", bar.as_str())).to_owned())
                .unwrap_or_default(),
        };
        all.iter().map(one).collect::<Vec<_>>()
    };
    let pair = |pair: &coordinating::Suggested| Pair {
        mentor: pair.mentor.name().to_owned(),
        mentor_id: pair.mentor.line.id.to_string(),
        mentee: pair.mentee.name().to_owned(),
        mentee_id: pair.mentee.line.id.to_string(),
        percent: pair.judgement.percent(),
        points: pair.judgement.points,
        most: pair.judgement.most,
        lines: lines(ctx, &pair.judgement.reasons),
        others: others(&pair.others),
    };
    let weight = |criterion: Criterion| (name(ctx, criterion), weights.of(criterion));
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
            .map(|(mentee, all)| Alone { name: mentee.name().to_owned(), others: others(all) })
            .collect(),
        weights: Criterion::ALL.into_iter().map(weight).collect(),
        grants: programme.grant().1.is_some(),
        edit: format!("/mentoring/{}/edit", programme.id),
        mentors,
        mentees,
        home,
    })
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
    let prefix = match reason.criterion {
        Criterion::Sector => "sector-",
        Criterion::Stage => "application-stages-",
        Criterion::Availability => "mentoring-form-",
        Criterion::Size => "matching-size-",
        Criterion::LegalSystem => "matching-law-",
        Criterion::Language => {
            let names = reason.found.iter().map(|tag| tr.language(tag).to_owned());
            let names: Vec<String> = names.collect();
            return if names.is_empty() {
                tr.t("matching-interpreter").to_owned()
            } else {
                names.join(", ")
            };
        }
        Criterion::EarlierWork | Criterion::Preference => {
            let word = match reason.share {
                0 => "no",
                1..=50 => "little",
                51..=99 => "some",
                _ => "yes",
            };
            return tr.t(&format!("matching-{}-{word}", reason.criterion.as_str())).to_owned();
        }
    };
    if reason.found.is_empty() {
        return tr.t("matching-nothing").to_owned();
    }
    let words = reason.found.iter().map(|word| tr.t(&format!("{prefix}{word}")).to_owned());
    words.collect::<Vec<_>>().join(", ")
}

/// `POST /mentoring/programmes/{id}/matching`: the coordinator decides a pair.
pub async fn pair(ctx: Ctx, Path(id): Path<String>, form: Form) -> web::Result {
    let (programme, all) = coordinated(&ctx, &id).await?;
    match decide(&ctx, &programme, &form).await {
        Ok(()) => ctx.done(&format!("{}/matching", href(programme.id)), "programme-done-paired"),
        Err(Error::Invalid(errors)) => {
            ctx.invalid(&page(&ctx, &programme, all, form, errors).await?)
        }
        Err(Error::Conflict(key)) => {
            let mut errors = FieldErrors::default();
            errors.add("mentor", key);
            ctx.invalid(&page(&ctx, &programme, all, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn decide(ctx: &Ctx, programme: &Programme, form: &Form) -> domain::Result<()> {
    let id = |name: &'static str| {
        let id = form.get(name).parse::<LedgerId>();
        id.map_err(|_| Error::field(name, "error-required"))
    };
    let grant = form.line("grant");
    let grant = match grant.replace([' ', '\u{a0}'], "").parse::<i64>() {
        Ok(euros) => Some(euros),
        Err(_) if grant.is_empty() => None,
        Err(_) => return Err(Error::field("grant", "application-error-grant")),
    };
    let pairing = Pairing { mentor: id("mentor")?, mentee: id("mentee")?, grant };
    coordinating::pair(ctx.app.ledgers()?, &ctx.who(), programme, pairing).await
}
