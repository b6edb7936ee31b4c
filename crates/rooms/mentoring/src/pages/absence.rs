//! `/admin/mentorings`: the mentorings of the organisations of this instance, where an administrator names a colleague of
//! those who are away.

use std::collections::BTreeMap;

use askama::Template;
use domain::{ActorId, Error, FieldErrors, id::LedgerId};
use web::{Choice, Ctx, Form, FormView, Html, Shell};

use super::called::{Called, Programmes};
use crate::absence::{self, Mentoring};

/// Where administrators name them.
pub const ADMIN: &str = "/admin/mentorings";

#[derive(Template)]
#[template(path = "mentoring/absence.html")]
struct Page {
    shell: Shell,
    f: FormView,
    /// Each with what it is called in the language of the reader.
    all: Vec<(Mentoring, Called)>,
    /// Who works for each organisation, whose mentorings share one list.
    colleagues: BTreeMap<ActorId, Vec<Choice>>,
    /// The field that was wrong, whose form stays open.
    wrong: String,
}

impl Page {
    fn handle(&self, m: &Mentoring) -> Html {
        let field = self.f.person(&field(m.id, m.party), "absence-handle", &[]);
        Html::render(&field.listed(list(m.party)).required())
    }

    fn list_of(&self, party: &ActorId) -> String {
        list(*party)
    }

    fn is_wrong(&self, m: &Mentoring) -> bool {
        self.wrong == field(m.id, m.party)
    }
}

/// Each mentoring has a field of its own, so that an error stands beside it.
fn field(id: LedgerId, party: ActorId) -> String {
    format!("handle.{id}.{party}")
}

/// The id of the list of those who work for an organisation.
fn list(party: ActorId) -> String {
    format!("colleagues-{party}")
}

/// `GET /admin/mentorings`
pub async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&page(&ctx, Form::new(), FieldErrors::default()).await?)
}

async fn page(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Page> {
    let all = absence::mentorings(ctx.app.ledgers().ok(), &ctx.who(), ctx.tr.lang()).await?;
    let iris = all.iter().map(|m| m.programme.clone()).collect();
    let programmes = Programmes::find(ctx, iris).await?;
    let (ledgers, who, lang) = (ctx.app.ledgers().ok(), ctx.who(), ctx.tr.lang());
    let colleagues = absence::candidates(ledgers, &who, &all, lang).await?;
    let colleagues = colleagues.iter().map(|(party, all)| (*party, Choice::people(all)));
    let colleagues = colleagues.collect();
    let wrong = errors.0.first().map(|e| e.field.to_string()).unwrap_or_default();
    let (f, tr) = (ctx.form(form, errors), ctx.tr);
    let called = |m: Mentoring| {
        let [mentor, mentee] = &m.parties;
        let called = programmes.pair(tr, &m.programme, &m.title, [mentor, mentee]);
        (m, called)
    };
    Ok(Page {
        shell: ctx.administration(tr.t("absence-title")).for_form(&f),
        f,
        all: all.into_iter().map(called).collect(),
        colleagues,
        wrong,
    })
}

/// `POST /admin/mentorings`
pub async fn save(ctx: Ctx, form: Form) -> web::Result {
    let id: LedgerId = form.get("mentoring").parse().map_err(|_| Error::NotFound)?;
    let party: ActorId = form.get("party").parse().map_err(|_| Error::NotFound)?;
    let field = field(id, party);
    match absence::name(ctx.app.ledgers()?, &ctx.who(), id, party, form.get(&field)).await {
        Ok(()) => ctx.done(ADMIN, "absence-done"),
        Err(Error::Invalid(mut errors)) => {
            for error in &mut errors.0 {
                error.field = field.clone().into();
            }
            ctx.invalid(&page(&ctx, form, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}
