//! `/practices/import`, `/library/import`: a table is chosen, or one that was begun is gone on with.

use askama::Template;
use content::{
    Kind, service,
    tables::{self, Choice, Numbered, TableState},
};
use domain::{Error, FieldErrors, Lang, Visibility};
use web::{Choice as Choosable, Ctx, Form, FormView, Html, Sent, Shelf, Shell, form::SentFile};

use super::href;
use crate::{
    pages::form::LICENCE,
    shelf,
    table::{Places, Words},
};

/// A table that was begun, or brought in.
struct Begun {
    name: String,
    href: String,
    state: &'static str,
    when: Html,
}

#[derive(Template)]
#[template(path = "library/import.html")]
struct Import {
    shell: Shell,
    f: FormView,
    shelf: &'static Shelf,
    kinds: Vec<Choosable>,
    languages: Vec<Choosable>,
    /// For each kind its name and the addresses of the empty table.
    forms: Vec<(String, Vec<(&'static str, String)>)>,
    begun: Vec<Begun>,
    books: bool,
}

/// `GET /practices/import`
pub async fn show(ctx: Ctx) -> web::Result {
    ctx.signed_in()?;
    let form = Form::new().with("lang", ctx.tr.lang().as_str());
    ctx.page(&page(&ctx, form, FieldErrors::default()).await?)
}

/// `POST /practices/import`
pub async fn save(ctx: Ctx, Sent { form, files }: Sent) -> web::Result {
    let viewer = ctx.signed_in()?;
    let shelf = shelf::at(&ctx);
    let kind = kind(shelf, &form).ok_or(Error::NotFound)?;
    service::may_write(&mut ctx.read(), viewer.actor_id, kind).await?;
    let lang = form.lang("lang").unwrap_or_else(|| ctx.tr.lang().clone());
    let begun = match read(&ctx, &files, &lang).await {
        Ok((name, cells)) => {
            let choice = Choice {
                columns: Words::of(kind, shelf).guess(&Places::of(&cells).headings()),
                lang,
                group: None,
                organisation: viewer.organisation_id,
                visibility: Visibility::Public,
                licence: Some(LICENCE.to_owned()),
            };
            let store = ctx.store();
            tables::begin(store, &ctx.who(), kind.name, &name, &cells, &choice).await
        }
        Err(error) => Err(error),
    };
    match begun {
        Ok(id) => Ok(ctx.redirect(&href(shelf, id))),
        Err(Error::Invalid(errors)) => ctx.invalid(&page(&ctx, form, errors).await?),
        Err(error) => Err(error.into()),
    }
}

/// The kind that rows become.
fn kind(shelf: &'static Shelf, form: &Form) -> Option<&'static Kind> {
    match shelf.kinds {
        [only] => Some(only),
        kinds => kinds.iter().copied().find(|k| k.name == form.get("kind")),
    }
}

/// The cells of the file that came.
async fn read(
    ctx: &Ctx,
    files: &[SentFile],
    lang: &Lang,
) -> Result<(String, Vec<Numbered>), Error> {
    let wrong = |key| Error::field("file", key);
    let file = files.iter().find(|f| f.field == "file");
    let file = file.ok_or_else(|| wrong("content-error-table-none"))?;
    if file.bytes.len() > tables::FILE_MAX {
        return Err(wrong("content-error-table-large"));
    }
    let p = ctx.app.publishing();
    // What programs for tables save in their own way is a ZIP archive or an older container.
    let is_book =
        file.bytes.starts_with(b"PK") || file.bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let cells = if is_book && p.tables().is_none() {
        return Err(wrong("content-error-table-csv"));
    } else if is_book {
        tables::read_book(p, file.bytes.clone()).await?
    } else {
        let (bytes, lang) = (file.bytes.clone(), lang.clone());
        tables::read_text(p, move || web::table::read(&bytes, &lang)).await?
    };
    let cells = cells.ok_or_else(|| wrong("content-error-table-format"))?;
    Ok((file.name.clone(), cells))
}

async fn page(ctx: &Ctx, form: Form, errors: FieldErrors) -> web::Result<Import> {
    let shelf = shelf::at(ctx);
    let f = ctx.form(form, errors);
    let name = |kind: &Kind| ctx.tr.t(&kind.name_key()).to_owned();
    let own = tables::list(&mut ctx.read(), &ctx.who()).await?.into_iter();
    let begun = own.filter(|t| shelf.kind(&t.kind).is_some()).map(|table| Begun {
        href: href(shelf, table.id),
        state: match table.state {
            TableState::Open => "table-state-open",
            TableState::Running => "table-state-running",
            TableState::Done => "table-state-done",
        },
        when: ctx.local.ago_tag(table.created_at),
        name: table.name,
    });
    let endings = web::table::Format::ALL.iter().filter(|f| **f != web::table::Format::Json);
    let viewer = ctx.signed_in()?;
    let open: Vec<&Kind> = shelf.kinds.iter().copied().filter(|k| k.is_open_to(viewer)).collect();
    let forms = open.iter().map(|kind| {
        let address = |ending| format!("{}/import/form.{ending}?kind={}", shelf.href, kind.name);
        (name(kind), endings.clone().map(|e| (e.key(), address(e.ending()))).collect())
    });
    Ok(Import {
        shell: ctx
            .shell(shelf.t(ctx.tr, "table-import-title"))
            .crumb(shelf.t(ctx.tr, "library-list-title"), shelf.href)
            .noindex()
            .for_form(&f),
        kinds: match shelf.kinds {
            [_] => Vec::new(),
            _ => open.iter().map(|k| Choosable::new(k.name, name(k))).collect(),
        },
        languages: Choosable::languages(ctx.tr, &ctx.app.interface_languages()),
        forms: forms.collect(),
        begun: begun.collect(),
        books: ctx.app.publishing().tables().is_some(),
        shelf,
        f,
    })
}
