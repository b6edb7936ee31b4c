//! The hall's own panels on the home page of whoever is signed in.

use askama::Template;
use content::read::{Filter, Sort};
use domain::ActorId;
use people::communities::{self, MyCommunity};
use web::{Ctx, HomePanel, Html, Shell, room::Slot};

use crate::{
    links,
    numbers::{self, FirstSteps},
    pages::{
        listed,
        notifications::{self, Row},
    },
};

/// What needs the reader, the question to the network, what is new in her communities and from whom
/// she follows, her communities, first steps.
pub(crate) const PANELS: &[HomePanel] = &[
    HomePanel { side: false, order: 10, render: needs },
    HomePanel { side: false, order: 20, render: ask },
    HomePanel { side: false, order: 30, render: new },
    HomePanel { side: false, order: 35, render: followed },
    HomePanel { side: true, order: 40, render: mine },
    HomePanel { side: true, order: 50, render: steps },
];

/// Unread notifications shown.
const NEEDS: usize = 5;
/// Newest notifications among which the unread ones are looked for.
const LOOKED_AT: usize = 30;
/// New things shown.
const NEW: usize = 10;
/// New things shown from those whom the reader follows.
const FOLLOWED: usize = 5;
/// Communities shown.
const MINE: usize = 8;

#[derive(Template)]
#[template(path = "hall/home/needs.html")]
struct Needs {
    shell: Shell,
    rows: Vec<Row>,
}

fn needs(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        let mut rows = Vec::new();
        if ctx.signed_in()?.unread > 0 {
            rows = notifications::rows(ctx, None, LOOKED_AT).await?.0;
            rows.retain(Row::is_new);
            rows.truncate(NEEDS);
        }
        Ok(Some(Html::render(&Needs { shell: ctx.shell(""), rows })))
    })
}

#[derive(Template)]
#[template(path = "hall/home/ask.html")]
struct Ask {
    shell: Shell,
}

fn ask(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move { Ok(Some(Html::render(&Ask { shell: ctx.shell("") }))) })
}

/// What is new in one community.
struct Group {
    id: Option<ActorId>,
    name: String,
    href: String,
    rows: Vec<Html>,
}

#[derive(Template)]
#[template(path = "hall/home/new.html")]
struct New {
    shell: Shell,
    groups: Vec<Group>,
    /// Whether the reader belongs to a community at all; only asked when there is nothing new.
    belongs: bool,
}

fn new(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        let viewer = ctx.signed_in()?;
        let filter =
            Filter { groups_of: Some(viewer.actor_id), sort: Sort::Active, ..Filter::default() };
        let page = listed::list(ctx, &filter, None, NEW).await?;
        let shell = ctx.shell("");
        let mut groups: Vec<Group> = Vec::new();
        for mut card in page.items {
            let (id, name) = (card.group_id, std::mem::take(&mut card.group_name));
            let href = links::community(&card.group_handle, &card.group_host);
            // The heading says the community already.
            let rows = listed::rows(&shell, &[card]);
            match groups.iter_mut().find(|group| group.id == id) {
                Some(group) => group.rows.extend(rows),
                None => groups.push(Group { id, name, href, rows }),
            }
        }
        let belongs = !groups.is_empty()
            || numbers::first_steps(&mut ctx.read(), viewer.actor_id).await?.community;
        Ok(Some(Html::render(&New { shell, groups, belongs })))
    })
}

#[derive(Template)]
#[template(path = "hall/home/followed.html")]
struct FromFollowed {
    shell: Shell,
    rows: Vec<Html>,
}

fn followed(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        ctx.signed_in()?;
        let filter = Filter { followed: true, sort: Sort::New, ..Filter::default() };
        let page = listed::list(ctx, &filter, None, FOLLOWED).await?;
        if page.items.is_empty() {
            return Ok(None);
        }
        let shell = ctx.shell("");
        let rows = listed::rows(&shell, &page.items);
        Ok(Some(Html::render(&FromFollowed { shell, rows })))
    })
}

#[derive(Template)]
#[template(path = "hall/home/mine.html")]
struct Mine {
    shell: Shell,
    communities: Vec<MyCommunity>,
}

impl Mine {
    fn href(&self, community: &MyCommunity) -> String {
        links::community(&community.card.handle, &community.card.host)
    }
}

fn mine(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        let viewer = ctx.signed_in()?;
        let mut communities =
            communities::mine(&mut ctx.read(), viewer.actor_id, ctx.tr.lang()).await?;
        communities.truncate(MINE);
        Ok(Some(Html::render(&Mine { shell: ctx.shell(""), communities })))
    })
}

#[derive(Template)]
#[template(path = "hall/home/steps.html")]
struct Steps {
    shell: Shell,
    list: [(&'static str, bool, &'static str); 4],
    done: usize,
}

fn steps(ctx: &Ctx) -> Slot<'_> {
    Box::pin(async move {
        let actor = ctx.signed_in()?.actor_id;
        let FirstSteps { profile, community, bookmark, post } =
            numbers::first_steps(&mut ctx.read(), actor).await?;
        let list = [
            ("home-step-profile", profile, "/settings/profile"),
            ("home-step-community", community, "/communities"),
            ("home-step-bookmark", bookmark, "/practices"),
            ("home-step-post", post, "/create"),
        ];
        let done = list.iter().filter(|(_, done, _)| *done).count();
        if done == list.len() {
            return Ok(None);
        }
        Ok(Some(Html::render(&Steps { shell: ctx.shell(""), list, done })))
    })
}
