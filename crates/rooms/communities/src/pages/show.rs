//! `/communities/{handle}`: what is pinned, and the topics.

use askama::Template;
use axum::extract::Path;
use content::{
    federating::Progress,
    read::{self, Card, Filter, Sort},
};
use domain::access::Standing;
use people::{Cursor, communities};
use web::{
    Choice, Ctx, Form, FormView, Html, Shell,
    table::{self, Cell, List, Of},
};

use crate::{
    discussion::DISCUSSION,
    head::Head,
    row::{self, Mark},
};

/// Topics on one page of the list.
const PAGE: usize = 20;
/// The most things that are pinned at once.
const PINS: usize = 3;

/// How long one is told that something is on its way.
const PATIENCE: std::time::Duration = std::time::Duration::from_hours(1);

/// What a chip above the list leaves.
const CHIPS: [&str; 4] = ["all", "questions", "unanswered", "decisions"];

/// The topics as a table.
static LIST: List<Card> = List {
    name: "discussions",
    columns: &[
        Of::new("title", "library-title", |_, card: &Card| Cell::text(&card.title)),
        Of::new("state", "table-state", |ctx, card: &Card| {
            Cell::text(ctx.tr.t(Mark::of(card.value("type"), card.answered).key()))
        }),
        Of::new("closed", "discussions-state-locked", |ctx, card: &Card| {
            Cell::text(if card.locked { ctx.tr.t("form-yes") } else { "" })
        }),
        Of::new("author", "table-written-by", |_, card: &Card| Cell::text(&card.author_name)),
        Of::new("organisation", "table-works-for", |_, card: &Card| {
            Cell::text(&card.organisation_name)
        }),
        Of::new("host", "table-host", |_, card: &Card| Cell::text(&card.author_host)),
        Of::new("replies", "table-replies", |_, card: &Card| Cell::count(card.comment_count)),
        Of::new("published", "table-published", |ctx, card: &Card| {
            table::day(ctx, card.published_at)
        }),
        Of::new("active", "table-active", |ctx, card: &Card| {
            table::day(ctx, card.last_activity_at)
        }),
        Of::new("address", "table-address", |ctx, card: &Card| {
            table::address(ctx, &read::path(&DISCUSSION, card.id, &card.slug))
        }),
    ],
};

#[derive(Template)]
#[template(path = "communities/show.html")]
struct Show {
    shell: Shell,
    head: Head,
    pins: Vec<Card>,
    topics: Vec<Card>,
    next: Option<Cursor>,
    continued: bool,
    chip: &'static str,
    sort: Sort,
    /// How far earlier conversations of a community elsewhere have come.
    coming: Option<Progress>,
    f: FormView,
    sorts: Vec<Choice>,
}

impl Show {
    fn row(&self, card: &Card) -> Html {
        row::topic(&self.shell, card)
    }

    fn href(&self, card: &Card) -> String {
        web::kind::href(&self.shell.ctx().app, &card.kind, card.id, &card.slug)
    }

    fn pin_key(&self, card: &Card) -> &'static str {
        match (card.kind.as_str(), card.value("type")) {
            ("practice", _) => "communities-pinned-practice",
            ("discussion", "question") => "communities-pinned-question",
            ("discussion", "decision") => "communities-pinned-decision",
            ("discussion", _) => "communities-pinned-discussion",
            _ => "communities-pinned-other",
        }
    }

    fn chips(&self) -> [&'static str; 4] {
        CHIPS
    }

    fn chip_href(&self, chip: &str) -> String {
        let sort = if self.sort == Sort::New { "sort=new" } else { "" };
        let show = if chip == "all" { String::new() } else { format!("show={chip}") };
        let query = [show.as_str(), sort].into_iter().filter(|p| !p.is_empty());
        let query = query.collect::<Vec<_>>().join("&");
        if query.is_empty() {
            self.head.href.clone()
        } else {
            format!("{}?{query}", self.head.href)
        }
    }

    fn older_href(&self, cursor: &Cursor) -> String {
        let href = self.chip_href(self.chip);
        let sign = if href.contains('?') { '&' } else { '?' };
        format!("{href}{sign}after={cursor}")
    }

    fn take(&self) -> Html {
        self.shell.take(&self.head.href)
    }

    fn chip_key(&self, chip: &str) -> String {
        format!("communities-topics-{chip}")
    }

    fn narrowed(&self) -> bool {
        self.chip != "all"
    }

    fn is_current(&self, chip: &&str) -> bool {
        self.chip == *chip
    }
}

/// `GET /communities/{handle}`
pub async fn show(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open(&ctx, &handle).await?;
    let params = ctx.params();
    let (chip, sort) = asked(&params);
    let after = Cursor::parse(params.get("after"));
    let (mut pins, mut topics, mut next) = (Vec::new(), Vec::new(), None);
    if head.reads {
        let (who, lang, mut q) = (ctx.who(), ctx.tr.lang(), ctx.read());
        let group = Some(head.id());
        if after.is_none() {
            let filter = Filter { group, pinned: Some(true), ..Filter::default() };
            pins = read::list(&mut q, &who, &filter, lang, None, PINS).await?.items;
        }
        let filter = topics_of(&head, chip, sort);
        let found = read::list(&mut q, &who, &filter, lang, after.as_ref(), PAGE).await?;
        (topics, next) = (found.items, found.next);
    }
    let coming = if head.elsewhere() {
        let progress = content::federating::progress(&mut ctx.read(), head.id()).await?;
        progress.filter(|p| !p.complete && ctx.now.since(p.updated_at) < PATIENCE)
    } else {
        None
    };
    if head.inside() {
        communities::mark_seen(ctx.store(), &ctx.who(), head.id()).await?;
    }
    ctx.page(&Show {
        shell: if head.community().visibility == domain::Visibility::Public {
            head.shell(&ctx, "").feeds()
        } else {
            head.shell(&ctx, "")
        },
        pins,
        topics,
        next,
        continued: after.is_some(),
        chip,
        sort,
        coming,
        f: ctx.form(params, domain::FieldErrors::default()),
        sorts: Choice::all(ctx.tr, "communities-topics-sort", ["active", "new"]),
        head,
    })
}

/// `GET /communities/{handle}/list.csv` and the same in other forms: all topics that the chips of the page leave.
pub async fn take(ctx: Ctx, Path(handle): Path<String>) -> web::Result {
    let head = Head::open_to_read(&ctx, &handle).await?;
    let (chip, sort) = asked(&ctx.params());
    let title = ctx.tr.t1("table-topics-title", "name", &head.name);
    let topics = table::cards(&ctx, topics_of(&head, chip, sort));
    LIST.answer(&ctx, &title, topics).await
}

/// The chip and the order in an address.
fn asked(params: &Form) -> (&'static str, Sort) {
    let chip = CHIPS.into_iter().find(|c| *c == params.get("show")).unwrap_or("all");
    (chip, if params.get("sort") == "new" { Sort::New } else { Sort::Active })
}

fn topics_of(head: &Head, chip: &str, sort: Sort) -> Filter {
    narrowed(Filter { group: Some(head.id()), sort, ..Filter::default() }, chip)
}

fn narrowed(filter: Filter, chip: &str) -> Filter {
    let of_type = |word: &str| vec![("type".to_owned(), vec![word.to_owned()])];
    let filter = Filter { kinds: vec!["discussion"], ..filter };
    match chip {
        "questions" => Filter { facets: of_type("question"), ..filter },
        "unanswered" => Filter { facets: of_type("question"), answered: Some(false), ..filter },
        "decisions" => Filter { facets: of_type("decision"), ..filter },
        _ => filter,
    }
}
