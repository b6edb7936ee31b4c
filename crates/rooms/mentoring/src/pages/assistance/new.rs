//! `/mentoring/assistance/new`: somebody says in plain words what she needs, sees first what is there already, and sends
//! it to whoever coordinates.

use askama::Template;
use content::{
    Draft, Field, Goal, Kind, Shape, draft,
    kind::{PLAIN, Place, Section, lists::STAGES},
};
use domain::{ActorId, Error, FieldErrors, Sector, id::LedgerId};
use web::{Choice, Ctx, Form, FormView, Shell};

use super::{HREF, href, name, suggesting::Found};
use crate::assistance::{
    asking::{self, Need},
    coordinator, tongue,
};

const SECTION: &str = "all";
static FIELDS: &[Field] = &[
    Field::new("languages", Shape::Langs, SECTION, "languages"),
    Field::new("until", Shape::Date, SECTION, "until"),
    Field::new("stage", Shape::Choice(STAGES), SECTION, "stage"),
];

/// What is checked as in the forms of kinds, of which this is none.
static FORM: Kind = Kind {
    name: "assistance",
    fields: FIELDS,
    sections: &[Section { name: SECTION, step: SECTION, place: Place::Body }],
    titled: false,
    body: false,
    ..PLAIN
};

/// Who asks whom.
struct Sides {
    asker: ActorId,
    /// The name for which the reader acts.
    own: String,
    helper: ActorId,
    /// Who answers, and where that is.
    answers: (String, String),
}

#[derive(Template)]
#[template(path = "mentoring/assistance-new.html")]
struct New {
    shell: Shell,
    f: FormView,
    sectors: Vec<Choice>,
    /// Languages, of the need and of answers.
    langs: Vec<Choice>,
    stages: Vec<Choice>,
    sides: Option<Sides>,
    found: Option<Found>,
}

/// `GET /mentoring/assistance/new?need=…`
pub async fn show(ctx: Ctx) -> web::Result {
    let form = Form::new()
        .with("need", ctx.params().block("need"))
        .with("lang", ctx.tr.lang().as_str())
        .with("languages", ctx.tr.lang().as_str());
    ctx.page(&new(&ctx, form, FieldErrors::default(), None).await?)
}

async fn new(ctx: &Ctx, form: Form, errors: FieldErrors, found: Option<Found>) -> web::Result<New> {
    let (sides, tr) = (sides(ctx).await?, ctx.tr);
    let f = ctx.form(form, errors);
    Ok(New {
        shell: ctx
            .shell(tr.t("assistance-new"))
            .crumb(tr.t("mentoring-menu"), "/mentoring")
            .crumb(tr.t("assistance-list"), HREF)
            .for_form(&f)
            .noindex(),
        sectors: Choice::sectors(tr),
        langs: Choice::languages(tr, &ctx.app.interface_languages()),
        stages: STAGES
            .iter()
            .map(|stage| Choice::new(*stage, tr.t(&format!("assistance-stage-{stage}"))))
            .collect(),
        f,
        sides,
        found,
    })
}

/// Whoever works for the organisation that answers asks it for herself.
async fn sides(ctx: &Ctx) -> web::Result<Option<Sides>> {
    let viewer = ctx.signed_in()?;
    let Some(helper) = coordinator::current(&mut ctx.read(), ctx.site()?).await? else {
        return Ok(None);
    };
    if helper.id == viewer.actor_id || ctx.app.ledgers().is_err() {
        return Ok(None);
    }
    let organisation = viewer.organisation_id.filter(|id| *id != helper.id);
    let (asker, own) = match organisation {
        Some(id) => {
            let found = people::organisations::by_id(&mut ctx.read(), id, ctx.tr.lang()).await?;
            (id, found.name)
        }
        None => (viewer.actor_id, viewer.name.clone()),
    };
    let answers = (name(ctx, &helper).await?, helper.host.clone());
    Ok(Some(Sides { asker, own, helper: helper.id, answers }))
}

/// Whether a day, a month or a year has ended before today; each is written as in ISO 8601.
fn is_over(date: &str, today: &str) -> bool {
    today.get(..date.len()).is_some_and(|upto| upto > date)
}

/// What was typed, as far as it is right. Errors carry the names of the form.
fn typed(ctx: &Ctx, form: &Form) -> Result<Need, FieldErrors> {
    let mut errors = FieldErrors::default();
    let text = form.block("need");
    if text.is_empty() {
        errors.add("need", "error-required");
    }
    let given: Draft = draft::from_form(&FORM, &form.pairs(), ctx.tr.lang());
    let values = match draft::check(&FORM, &given, Goal::Keep) {
        Ok(checked) => {
            if is_over(&checked.text("until"), &ctx.local.today().to_string()) {
                errors.add("until", "assistance-error-until");
            }
            checked
        }
        Err(FieldErrors(more)) => {
            errors.0.extend(more);
            given
        }
    };
    if !errors.0.is_empty() {
        return Err(errors);
    }
    let sectors = form.all("sectors").iter().filter(|s| Sector::parse(s).is_some());
    let offered = ctx.tr.lang();
    let chosen = form.lang("lang").unwrap_or_else(|| offered.clone());
    Ok(Need {
        lang: tongue::of(&text, &chosen, offered).to_string(),
        text,
        sectors: sectors.cloned().collect(),
        languages: values.values.get("languages").map(crate::assistance::words).unwrap_or_default(),
        until: values.text("until"),
        stage: values.text("stage"),
    })
}

/// `POST /mentoring/assistance/new`: looks first, or sends.
pub async fn save(ctx: Ctx, form: Form) -> web::Result {
    let need = match typed(&ctx, &form) {
        Ok(need) => need,
        Err(errors) => return ctx.invalid(&new(&ctx, form, errors, None).await?),
    };
    if form.get("go") != "send" {
        let found = Found::find(&ctx, &need).await?;
        return ctx.preview(&new(&ctx, form, FieldErrors::default(), Some(found)).await?);
    }
    match send(&ctx, &need).await {
        Ok(id) => ctx.done(&href(id), "assistance-done-asked"),
        Err(web::Error(Error::Invalid(errors))) => {
            ctx.invalid(&new(&ctx, form, errors, None).await?)
        }
        Err(web::Error(Error::Forbidden(key) | Error::Conflict(key))) => {
            let mut errors = FieldErrors::default();
            errors.add("need", key);
            ctx.invalid(&new(&ctx, form, errors, None).await?)
        }
        Err(error) => Err(error),
    }
}

async fn send(ctx: &Ctx, need: &Need) -> web::Result<LedgerId> {
    let sides = sides(ctx).await?.ok_or(Error::Conflict("assistance-nobody"))?;
    let parties = (sides.asker, sides.helper);
    Ok(asking::ask(ctx.app.ledgers()?, &ctx.who(), parties, need).await?)
}

#[cfg(test)]
mod tests {
    use super::is_over;

    #[test]
    fn a_day_a_month_and_a_year_end_when_they_are_over() {
        let today = "2026-11-29";
        for over in ["2026-11-28", "2026-10", "2025"] {
            assert!(is_over(over, today), "{over}");
        }
        for ahead in ["", "2026-11-29", "2026-11-30", "2026-11", "2026", "2027-01"] {
            assert!(!is_over(ahead, today), "{ahead}");
        }
    }
}
