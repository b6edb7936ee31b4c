//! `/communities`: one's own first, then all, with a filter that is an address.

use std::collections::HashMap;

use askama::Template;
use domain::{ActorId, Sector, access::Standing};
use futures::{StreamExt as _, TryStreamExt as _};
use people::{
    Cursor,
    communities::{self, CommunityCard, CommunityFilter, CommunitySort, MyCommunity},
};
use web::{
    Choice, Ctx, Form, FormView, Html, Shell,
    table::{self, Cell},
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
    takes: Vec<(&'static str, String)>,
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
        takes: table::takes(&ctx, "/communities"),
    })
}

/// `GET /communities/list.csv` and the same in other forms: the list of the page with its filters, one's own
/// among the others.
pub async fn take(ctx: Ctx) -> web::Result {
    let format = table::asked(&ctx)?;
    let (filter, who) = (read(&ctx.params()), ctx.who());
    let (store, lang) = (ctx.store().clone(), ctx.tr.lang().clone());
    let all = table::pages(move |after| {
        let (store, lang, filter) = (store.clone(), lang.clone(), filter.clone());
        async move {
            communities::list(&mut store.read(), &who, &filter, &lang, after.as_ref(), BATCH).await
        }
    });
    let columns = [
        ("name", "table-name"),
        ("headline", "table-headline"),
        ("visibility", "table-visibility"),
        ("join_policy", "table-join-policy"),
        ("members", "table-members"),
        ("discussions", "table-discussions"),
        ("practices", "table-practices"),
        ("host", "table-host"),
        ("address", "table-address"),
    ];
    let tr = ctx.tr;
    let columns = columns.map(|(key, label)| table::Column::new(key, tr.t(label))).to_vec();
    let origin = ctx.app.origin().map_or_else(String::new, |origin| origin.to_string());
    let rows = all.map_ok(move |c| {
        let address = format!("{origin}{}", head::href(&c.handle, &c.host));
        let join = format!("communities-join-policy-line-{}", c.join_policy.as_str());
        let level = format!("communities-visibility-{}", c.visibility.as_str());
        // How many belong to a community elsewhere is only known there.
        let members = if head::counts_members(&c.host, c.member_count) {
            Cell::count(c.member_count)
        } else {
            Cell::Empty
        };
        vec![
            Cell::text(c.name),
            Cell::text(c.headline),
            Cell::text(tr.t(&level)),
            Cell::text(tr.t(&join)),
            members,
            Cell::count(c.discussion_count),
            Cell::count(c.practice_count),
            Cell::text(c.host),
            Cell::text(address),
        ]
    });
    Ok(table::answer(ctx.app.workbooks(), format, "communities", columns, rows.boxed()).await?)
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
