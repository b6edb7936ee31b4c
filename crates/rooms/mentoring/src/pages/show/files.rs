//! The files of a workspace.

use axum::extract::Path;
use people::ledger::{Entry, Open};
use web::Ctx;

use super::{
    super::{href, open},
    Names,
};
use crate::workspace::{entry, word};

/// A file that one of the two has added.
pub struct File {
    pub name: String,
    /// Size, and who added it.
    pub about: String,
    pub href: String,
    /// Where it is taken away, for those who may.
    pub remove: Option<String>,
}

/// What was wrong with the last file, as the address says.
pub fn wrong(ctx: &Ctx) -> Option<String> {
    let params = ctx.params();
    let key = params.get("wrong");
    let text = key.starts_with("files-error-").then(|| ctx.tr.find(key)).flatten()?;
    match domain::text::excerpt(params.get("file"), content::files::NAME_MAX) {
        name if name.is_empty() => Some(text.to_owned()),
        name => Some(format!("{name}: {text}")),
    }
}

/// Those that are still there.
pub async fn files(ctx: &Ctx, open: &Open) -> web::Result<Vec<File>> {
    let places = content::files::ledger::places(&mut ctx.read(), open.ledger.id).await?;
    let home = href(open.ledger.id);
    let own = format!("{}-", word(open.side));
    let names = Names::of(open);
    let one = |(key, e): (&str, &Entry)| {
        let (_, id) = places.iter().find(|(known, _)| known == key)?;
        let who = e.begun().map(|w| names.name(w)).unwrap_or_default();
        let size = web::files::size(ctx.tr, e.number("size").unwrap_or_default());
        Some(File {
            name: e.text("name").to_owned(),
            about: format!("{size} · {who}"),
            href: format!("/files/{id}/{}", web::context::encode(e.text("name"))),
            remove: key.starts_with(&own).then(|| format!("{home}/files/{key}/remove")),
        })
    };
    let all = open.now.all(entry::FILE).into_iter().filter(|(_, e)| !e.flag("removed"));
    Ok(all.filter_map(one).collect())
}

/// `POST /mentoring/workspaces/{id}/files/{key}/remove`
pub async fn remove_file(ctx: Ctx, Path((id, key)): Path<(String, String)>) -> web::Result {
    let open = open(&ctx, &id).await?;
    let (p, ledgers, id) = (ctx.app.publishing(), ctx.app.ledgers()?, open.ledger.id);
    content::files::ledger::remove(p, ledgers, &ctx.who(), id, &key).await?;
    ctx.done(&format!("{}#files", href(id)), "files-done-removed")
}
