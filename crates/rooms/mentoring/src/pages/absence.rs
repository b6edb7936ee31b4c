//! `/admin/mentorings`: the mentorings of the organisations of this instance, where an administrator names a colleague of
//! those who are away.

use askama::Template;
use domain::{ActorId, Error, FieldErrors, id::LedgerId};
use web::{Ctx, Form, FormView, Html, Shell};

use crate::absence::{self, Mentoring};

/// Where administrators name them.
pub const ADMIN: &str = "/admin/mentorings";

#[derive(Template)]
#[template(path = "mentoring/absence.html")]
struct Page {
    shell: Shell,
    f: FormView,
    all: Vec<Mentoring>,
    /// The field that was wrong, whose form stays open.
    wrong: String,
}

impl Page {
    fn handle(&self, m: &Mentoring) -> Html {
        Html::render(&self.f.text(&field(m.id, m.party), "absence-handle").required())
    }

    fn is_wrong(&self, m: &Mentoring) -> bool {
        self.wrong == field(m.id, m.party)
    }
}

/// Each mentoring has a field of its own, so that an error stands beside it.
fn field(id: LedgerId, party: ActorId) -> String {
    format!("handle.{id}.{party}")
}

/// `GET /admin/mentorings`
pub async fn show(ctx: Ctx) -> web::Result {
    ctx.page(&page(&ctx, Form::new(), FieldErrors::default()).await?)
}

async fn page(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Page> {
    let all = absence::mentorings(ctx.app.ledgers().ok(), &ctx.who(), ctx.tr.lang()).await?;
    let wrong = errors.0.first().map(|e| e.field.to_string()).unwrap_or_default();
    let (f, tr) = (ctx.form(form, errors), ctx.tr);
    Ok(Page {
        shell: ctx.shell(tr.t("absence-title")).crumb(tr.t("admin-page"), "/admin").for_form(&f),
        f,
        all,
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
