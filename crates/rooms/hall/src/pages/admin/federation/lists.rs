//! `/admin/federation/lists`: taking over what another instance decided, and giving out what was
//! decided here.

use askama::Template;
use axum::{
    extract::{FromRequest as _, Multipart, Request},
    http::{HeaderValue, header},
    response::IntoResponse as _,
    routing::{get, post},
};
use content::hosts::{self, Change, Preview};
use domain::{Error, FieldErrors, access::act};
use federation::{
    Federation,
    policy::{
        self, Ruling,
        list::{BadList, List},
    },
};
use web::{Ctx, Form, FormView, Routes, Shell};

use super::may;

/// The longest list that is taken, in bytes. It comes back with the form that confirms it.
const MOST: usize = 400_000;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .route("/admin/federation/lists", get(show).post(look))
        .route("/admin/federation/lists/apply", post(apply))
        .route("/admin/federation/lists/export", get(export))
}

#[derive(Template)]
#[template(path = "hall/admin/federation/lists.html")]
struct ListsPage {
    shell: Shell,
    f: FormView,
}

/// What a list would do, before it does.
#[derive(Template)]
#[template(path = "hall/admin/federation/preview.html")]
struct PreviewPage {
    shell: Shell,
    f: FormView,
    list: List,
    preview: Preview,
}

impl PreviewPage {
    fn said(&self, ruling: &Ruling) -> &'static str {
        self.shell.tr().t(match ruling {
            Ruling::Blocked => "admin-host-blocked",
            Ruling::Limited => "admin-host-limited",
            Ruling::Allowed => "admin-host-allowed",
        })
    }

    fn sections(&self) -> [(&'static str, &[Change]); 3] {
        [
            ("admin-hosts-added", &self.preview.added),
            ("admin-hosts-changed", &self.preview.changed),
            ("admin-hosts-kept", &self.preview.kept),
        ]
    }

    fn is_proven(&self) -> bool {
        !self.list.issuer.is_empty()
    }

    fn does_something(&self) -> bool {
        !self.preview.added.is_empty() || !self.preview.changed.is_empty()
    }
}

fn federation(ctx: &Ctx) -> domain::Result<&Federation> {
    ctx.app.federation().filter(|f| f.live().is_some()).ok_or(Error::NotFound)
}

fn lists_page(ctx: &Ctx, f: FormView) -> ListsPage {
    let shell = ctx
        .administration(ctx.tr.t("admin-hosts-lists"))
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation")
        .for_form(&f);
    ListsPage { shell, f }
}

async fn show(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    federation(&ctx)?;
    let f = ctx.form(Form::new(), FieldErrors::default());
    ctx.page(&lists_page(&ctx, f))
}

/// Why a list is not taken, beside the field that it came in.
fn refused(field: &'static str, e: BadList) -> Error {
    let key = match e {
        BadList::Failed(e) => return e,
        BadList::Form => "error-list-form",
        BadList::Unsigned => "error-list-unsigned",
        BadList::WrongProof => "error-list-proof",
        BadList::Issuer(_) => "error-list-issuer",
        BadList::Own => "error-list-own",
        BadList::Fetch(_) => "error-list-fetch",
    };
    tracing::info!(error = %e, "a list was not taken");
    Error::field(field, key)
}

/// What was typed, or put beside it as a file.
async fn read(request: Request) -> Form {
    let mut form = Form::new();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else { return form };
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        let Ok(bytes) = part.bytes().await else { break };
        if matches!(name.as_str(), "file" | "address" | "list") {
            form.add(&name, String::from_utf8_lossy(&bytes).replace('\0', ""));
        }
    }
    form
}

/// The text of the list, and the field that it came in.
async fn text_of(ctx: &Ctx, form: &Form) -> domain::Result<(String, &'static str)> {
    let fetched = form.line("address");
    let (text, field) = if !form.get("file").trim().is_empty() {
        (form.get("file").to_owned(), "file")
    } else if fetched.is_empty() {
        (form.get("list").to_owned(), "list")
    } else {
        let text = federation(ctx)?.fetch_list(&fetched).await;
        (text.map_err(|e| refused("address", e))?, "address")
    };
    if text.trim().is_empty() {
        return Err(Error::field("list", "error-list-none"));
    }
    if text.len() > MOST {
        return Err(Error::field(field, "error-list-long"));
    }
    Ok((text, field))
}

async fn look(ctx: Ctx, request: Request) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let form = read(request).await;
    match preview(&ctx, &form, FieldErrors::default()).await {
        Ok(page) => ctx.page(&page),
        Err(Error::Invalid(errors)) => {
            let f = ctx.form(form, errors);
            ctx.invalid(&lists_page(&ctx, f))
        }
        Err(e) => Err(e.into()),
    }
}

async fn preview(ctx: &Ctx, form: &Form, errors: FieldErrors) -> domain::Result<PreviewPage> {
    let (text, field) = text_of(ctx, form).await?;
    let list = federation(ctx)?.read_list(&text).await.map_err(|e| refused(field, e))?;
    let preview = hosts::preview(&mut ctx.read(), &ctx.who(), &list).await?;
    let f = ctx.form(Form::new().with("list", text), errors);
    let shell = ctx
        .administration(ctx.tr.t("admin-hosts-preview"))
        .crumb(ctx.tr.t("admin-federation"), "/admin/federation")
        .crumb(ctx.tr.t("admin-hosts-lists"), "/admin/federation/lists")
        .for_form(&f);
    Ok(PreviewPage { shell, f, list, preview })
}

async fn apply(ctx: Ctx, form: Form) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let done = async {
        // The list is read and its proof checked anew: nothing that came back is believed.
        let list = federation(&ctx)?.read_list(form.get("list")).await;
        let list = list.map_err(|e| refused("list", e))?;
        hosts::apply(ctx.store(), &ctx.who(), &list, form.on("trusted")).await
    };
    match done.await {
        Ok(_) => ctx.done("/admin/federation?show=blocked", "admin-hosts-applied"),
        Err(Error::Invalid(errors)) if errors.0.iter().any(|e| e.field == "trusted") => {
            ctx.invalid(&preview(&ctx, &form, errors).await?)
        }
        Err(Error::Invalid(errors)) => {
            let f = ctx.form(form, errors);
            ctx.invalid(&lists_page(&ctx, f))
        }
        Err(e) => Err(e.into()),
    }
}

/// What was decided here, as a document with the proof of this instance.
async fn export(ctx: Ctx) -> web::Result {
    may::<act::Administer>(&ctx)?;
    let federation = federation(&ctx)?;
    let rows = policy::rulings(&mut ctx.read()).await?;
    let list = federation.write_list(&rows).await?;
    let text = serde_json::to_string_pretty(&list).map_err(Error::internal)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_static("attachment; filename=\"block-list.json\""),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, text).into_response())
}
