//! How a thing is cited: whoever made it, when, its title, where it is found, and on what terms it may be used
//! (after ISO 690:2021, 5.1).

use content::read::Page;
use serde_json::Value;
use web::Ctx;

use crate::{face::Face, links};

/// The line that somebody puts into a report of her own.
pub fn cite(ctx: &Ctx, page: &Page, face: &Face) -> String {
    let c = &page.content;
    let values = page.values();
    let said = |name: &str| values.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let organisation = page.organisation.as_ref().filter(|_| c.organisation_id.is_some());
    let people = std::iter::once(&page.author.name).chain(page.coauthors.iter().map(|o| &o.name));
    let people: Vec<&str> = people.map(String::as_str).collect();
    let who = [
        said("authors"),
        organisation.map(|o| o.name.clone()).unwrap_or_default(),
        people.join(ctx.tr.t("list-comma")),
    ];
    let who = who.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let at = c.published_at.unwrap_or(c.updated_at);
    let year = match said("made").get(..4) {
        Some(year) => year.to_owned(),
        None => ctx.local.zoned(at).year().to_string(),
    };
    let href = links::sheet(page.kind, c.id, &c.slug);
    let own = ctx.app.origin().map_or_else(|| href.clone(), |origin| format!("{origin}{href}"));
    let address = page.url.clone().filter(|url| !url.is_empty()).unwrap_or(own);
    // What it allows is said behind its name.
    let licence = face.licence_name(ctx.tr);
    let licence = licence.split(':').next().unwrap_or_default();
    let values: [(&str, &dyn web::ToArg); 6] = [
        ("who", &who),
        ("year", &year),
        ("title", &face.title),
        ("what", &face.what(ctx.tr)),
        ("n", &c.revision),
        ("address", &address),
    ];
    let line = ctx.tr.tf("library-cite-line", &values);
    if licence.is_empty() { line } else { format!("{line} {licence}.") }
}
