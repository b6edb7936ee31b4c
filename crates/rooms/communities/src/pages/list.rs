//! `/communities`: one's own first, then all, with a filter that is an address.

use std::collections::HashMap;

use askama::Template;
use domain::{ActorId, Sector, access::Standing};
use people::{
    Cursor,
    communities::{self, CommunityCard, CommunityFilter, CommunitySort, MyCommunity},
};
use web::{
    Choice, Ctx, Form, FormView, Html, Shell,
    table::{self, Cell, List, Of},
};

use crate::{
    head,
    words::{self, Words},
};

/// Communities on one page of the list.
const PAGE: usize = 24;
/// Communities that are read at a time for a table.
const BATCH: usize = 200;

#[derive(Template)]
#[template(path = "communities/list.html")]
struct ListPage {
    shell: Shell,
    filter: FormView,
    filtered: bool,
    sectors: Vec<Choice>,
    languages: Vec<Choice>,
    sorts: Vec<Choice>,
    mine: Vec<MyCommunity>,
    cards: Vec<CommunityCard>,
    next: Option<Cursor>,
    can_found: bool,
    words: HashMap<ActorId, Words>,
}

impl ListPage {
    fn card(&self, card: &CommunityCard) -> Html {
        self.draw(card, None)
    }

    fn my_card(&self, mine: &MyCommunity) -> Html {
        self.draw(&mine.card, Some(mine))
    }

    fn draw(&self, card: &CommunityCard, mine: Option<&MyCommunity>) -> Html {
        let none = Words::default();
        let words = self.words.get(&card.id).unwrap_or(&none);
        Html::render(&Tile { shell: &self.shell, card, mine, words })
    }
}

#[derive(Template)]
#[template(path = "communities/card.html")]
struct Tile<'a> {
    shell: &'a Shell,
    card: &'a CommunityCard,
    mine: Option<&'a MyCommunity>,
    words: &'a Words,
}

impl Tile<'_> {
    fn href(&self) -> String {
        head::href(&self.card.handle, &self.card.host)
    }

    fn counts_members(&self) -> bool {
        head::counts_members(&self.card.host, self.card.member_count)
    }

    fn standing_key(&self) -> Option<String> {
        let standing = self.card.standing;
        if standing == Standing::Requested && !self.card.host.is_empty() {
            return Some("communities-standing-requested-elsewhere".to_owned());
        }
        (standing != Standing::Outsider)
            .then(|| format!("communities-standing-{}", standing.as_str()))
    }

    fn standing_tag(&self) -> &'static str {
        match self.card.standing {
            Standing::Member | Standing::Facilitator => "tag-ok",
            Standing::Invited => "tag-warn",
            Standing::Banned => "tag-bad",
            _ => "",
        }
    }

    fn join_key(&self) -> String {
        format!("communities-join-policy-line-{}", self.card.join_policy.as_str())
    }
}

/// `GET /communities`
pub async fn show(ctx: Ctx) -> web::Result {
    let form = ctx.params();
    let (filter, lang) = (read(&form), ctx.tr.lang());
    let after = Cursor::parse(form.get("after"));
    let filtered = filter.sector.is_some() || filter.language.is_some() || !filter.text.is_empty();
    let mine = match &ctx.viewer {
        Some(viewer) if !filtered && after.is_none() => {
            communities::mine(&mut ctx.read(), viewer.actor_id, lang).await?
        }
        _ => Vec::new(),
    };
    let who = ctx.who();
    let list =
        communities::list(&mut ctx.read(), &who, &filter, lang, after.as_ref(), PAGE).await?;
    let shown = |card: &CommunityCard| !mine.iter().any(|m| m.card.id == card.id);
    let cards: Vec<_> = list.items.into_iter().filter(shown).collect();
    let ids: Vec<_> = cards.iter().chain(mine.iter().map(|m| &m.card)).map(|c| c.id).collect();
    let words = words::of(&mut ctx.read(), &ids, lang).await?;
    let title = ctx.tr.t("communities-title");
    ctx.page(&ListPage {
        shell: ctx.shell(title).description(ctx.tr.t("communities-intro")),
        filter: ctx.form(form, domain::FieldErrors::default()),
        filtered,
        sectors: Choice::sectors(ctx.tr),
        languages: Choice::languages(ctx.tr, &ctx.app.interface_languages()),
        sorts: Choice::all(
            ctx.tr,
            "communities-filter-sort",
            CommunitySort::ALL.map(CommunitySort::as_str),
        ),
        cards,
        words,
        mine,
        next: list.next,
        can_found: may_found(&ctx),
    })
}

/// The list as a table.
static LIST: List<CommunityCard> = List {
    name: "communities",
    columns: &[
        Of::new("name", "table-name", |_, c: &CommunityCard| Cell::text(&c.name)),
        Of::new("headline", "table-headline", |_, c: &CommunityCard| Cell::text(&c.headline)),
        Of::new("visibility", "table-visibility", |ctx, c: &CommunityCard| {
            Cell::text(ctx.tr.t(&format!("communities-visibility-{}", c.visibility.as_str())))
        }),
        Of::new("join_policy", "table-join-policy", |ctx, c: &CommunityCard| {
            let key = format!("communities-join-policy-line-{}", c.join_policy.as_str());
            Cell::text(ctx.tr.t(&key))
        }),
        Of::new("members", "table-members", |_, c: &CommunityCard| {
            // How many belong to a community elsewhere is only known there.
            let counts = head::counts_members(&c.host, c.member_count);
            if counts { Cell::count(c.member_count) } else { Cell::Empty }
        }),
        Of::new("discussions", "table-discussions", |_, c: &CommunityCard| {
            Cell::count(c.discussion_count)
        }),
        Of::new("practices", "table-practices", |_, c: &CommunityCard| {
            Cell::count(c.practice_count)
        }),
        Of::new("host", "table-host", |_, c: &CommunityCard| Cell::text(&c.host)),
        Of::new("address", "table-address", |ctx, c: &CommunityCard| {
            table::address(ctx, &head::href(&c.handle, &c.host))
        }),
    ],
};

/// `GET /communities/list.csv` and the same in other forms: the list of the page with its filters, one's own
/// among the others.
pub async fn take(ctx: Ctx) -> web::Result {
    let (filter, who) = (read(&ctx.params()), ctx.who());
    let (store, lang) = (ctx.store().clone(), ctx.tr.lang());
    let all = table::pages(move |after| {
        let (store, filter) = (store.clone(), filter.clone());
        async move {
            communities::list(&mut store.read(), &who, &filter, lang, after.as_ref(), BATCH).await
        }
    });
    LIST.answer(&ctx, ctx.tr.t("communities-title"), all).await
}

fn read(form: &Form) -> CommunityFilter {
    CommunityFilter {
        sector: Sector::parse(form.get("sector")),
        language: form.lang("language"),
        text: form.line("q"),
        sort: CommunitySort::parse(form.get("sort")).unwrap_or_default(),
    }
}

/// Whether the reader may open a community here, as far as a page needs to know.
pub fn may_found(ctx: &Ctx) -> bool {
    use people::site::Founding;
    let everyone = ctx.site.as_ref().is_some_and(|site| site.founding == Founding::Everyone);
    let rank = |v: &web::Viewer| everyone || v.role >= domain::access::Role::Moderator;
    ctx.viewer.as_ref().is_some_and(rank)
}
