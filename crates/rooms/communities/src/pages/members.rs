//! `/communities/{handle}/members`: who takes part, and inviting.

use askama::Template;
use axum::extract::Path;
use domain::{Error, FieldErrors, access::Standing};
use federation::ActorKind;
use people::{
    Cursor,
    colleagues::{self, Among},
    communities::{self, Member},
    persons,
};
use web::{
    Choice, Ctx, Form, FormView, Html, Shell,
    table::{self, Cell, List, Of},
};

use crate::head::{self, Head};

/// Members on one page of the list.
const PAGE: usize = 50;
/// Members who are read at a time for a table.
const BATCH: usize = 200;

/// The list as a table.
static LIST: List<Member> = List {
    name: "members",
    columns: &[
        Of::new("name", "table-name", |_, m: &Member| Cell::text(&m.name)),
        Of::new("kind", "table-who", |ctx, m: &Member| {
            let organisation = m.kind == ActorKind::Organisation;
            let key = if organisation { "table-who-organisation" } else { "table-who-person" };
            Cell::text(ctx.tr.t(key))
        }),
        Of::new("organisation", "table-works-for", |_, m: &Member| {
            Cell::text(&m.organisation_name)
        }),
        Of::new("role", "table-role", |ctx, m: &Member| {
            let hosts = m.standing == Standing::Facilitator;
            let key = if hosts { "members-role-facilitator" } else { "table-role-member" };
            Cell::text(ctx.tr.t(key))
        }),
        Of::new("since", "table-since", |ctx, m: &Member| table::day(ctx, m.since)),
        Of::new("host", "table-host", |_, m: &Member| Cell::text(&m.host)),
        Of::new("address", "table-address", |ctx, m: &Member| table::address(ctx, &href(m))),
    ],
};

fn href(m: &Member) -> String {
    head::actor_href(m.kind == ActorKind::Organisation, &m.handle, &m.host)
}

#[derive(Template)]
#[template(path = "communities/members.html")]
struct MembersPage {
    shell: Shell,
    head: Head,
    f: FormView,
    /// Who can be invited, for whoever may invite.
    people: Vec<Choice>,
    members: Vec<Member>,
    next: Option<Cursor>,
    take: Html,
}

impl MembersPage {
    fn href(&self, m: &Member) -> String {
        href(m)
    }

    fn is_me(&self, m: &Member) -> bool {
        self.shell.ctx().viewer.as_ref().is_some_and(|v| v.actor_id == m.id)
    }

    fn hosts(&self, m: &Member) -> bool {
        m.standing == Standing::Facilitator
    }

    fn is_organisation(&self, m: &Member) -> bool {
        m.kind == ActorKind::Organisation
    }
}

async fn page(ctx: &Ctx, head: Head, form: Form, errors: FieldErrors) -> web::Result<MembersPage> {
    let after = Cursor::parse(ctx.params().get("after"));
    let (who, lang) = (ctx.who(), ctx.tr.lang());
    let found =
        communities::members(&mut ctx.read(), &who, head.id(), lang, after.as_ref(), PAGE).await?;
    let f = ctx.form(form, errors);
    let shell = head.shell(ctx, "members-title").for_form(&f);
    let take = shell.take(&format!("{}/members", head.href));
    let people = if head.facilitates { Choice::known(ctx).await? } else { Vec::new() };
    Ok(MembersPage { shell, f, people, members: found.items, next: found.next, take, head })
}

/// `GET /communities/{handle}/members`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_inside(&ctx, &handle).await?;
    ctx.page(&page(&ctx, head, Form::new(), FieldErrors::default()).await?)
}

/// `GET /communities/{handle}/members/list.csv` and the same in other forms: the list of the page, for whoever sees it.
pub async fn take(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_inside(&ctx, &handle).await?;
    let (store, who, lang, id) = (ctx.store().clone(), ctx.who(), ctx.tr.lang(), head.id());
    let all = table::pages(move |after| {
        let store = store.clone();
        async move {
            communities::members(&mut store.read(), &who, id, lang, after.as_ref(), BATCH).await
        }
    });
    LIST.answer(&ctx, &ctx.tr.t1("members-title", "name", &head.name), all).await
}

/// `POST /communities/{handle}/members/invite`
pub async fn invite(ctx: Ctx, Path(handle): Path<String>, form: Form) -> web::Result {
    let head = Head::open_here(&ctx, &handle).await?;
    match try_invite(&ctx, &head, &form).await {
        Ok(()) => ctx.done(&format!("{}/members", head.href), "members-done-invited"),
        Err(Error::Conflict(key) | Error::Forbidden(key)) if head.facilitates => {
            let mut errors = FieldErrors::default();
            errors.add("handle", key);
            ctx.invalid(&page(&ctx, head, form, errors).await?)
        }
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, head, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

async fn try_invite(ctx: &Ctx, head: &Head, form: &Form) -> domain::Result<()> {
    let typed = form.line("handle");
    let who = ctx.who();
    let (handle, host) = head::split(typed.trim_start_matches('@'));
    if host.is_empty() {
        let known = Among::Known(who.signed_in()?);
        let person = colleagues::find(&mut ctx.read(), known, &typed, "handle").await?;
        return communities::invite(ctx.store(), &who, head.id(), person).await;
    }
    let found = persons::page(&mut ctx.read(), &who, handle, host, ctx.tr.lang()).await;
    let person = match found {
        Ok(person) => person,
        Err(Error::NotFound | Error::Gone) => {
            return Err(Error::field("handle", "error-colleague-unknown"));
        }
        Err(error) => return Err(error),
    };
    communities::invite(ctx.store(), &who, head.id(), person.card.id).await
}
