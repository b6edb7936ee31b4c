//! The slots that a room fills. Rooms know nothing of each other: what one shows on the home page
//! or in the search of another comes through here.

use std::collections::HashMap;

use axum::{Router, routing::MethodRouter};
use domain::{access::Role, id::LedgerId};
use futures::future::BoxFuture;

use crate::{App, Ctx, Html, KindView, Shelf, Viewer, table::Format};

/// One thing people come for. `guildhall` has the list of rooms; without one of them the server
/// works as before, without it.
#[derive(Default)]
pub struct Room {
    /// The word for it in logs and errors: `communities`.
    pub name: &'static str,
    /// Its pages.
    pub routes: Routes,
    /// The kinds of content it defines.
    pub kinds: Vec<&'static content::kind::Kind>,
    /// Its shelves. The room that has the pages of shelves serves them; without it they have none.
    pub shelves: Vec<&'static Shelf>,
    /// The kinds of ledgers it defines: what two parties keep together.
    pub ledgers: Vec<&'static people::ledger::LedgerKind>,
    /// What its ledgers are called for a reader, where that is not what stands in them.
    pub ledger_titles: Option<LedgerTitles>,
    /// How its kinds look where that differs from the defaults.
    pub views: Vec<KindView>,
    /// The jobs it runs.
    pub jobs: store::Jobs<App>,
    /// What it does once a day, each made with [`daily`].
    pub daily: Vec<Daily>,
    /// Its places in the menus, also those for administrators.
    pub menu: Vec<MenuItem>,
    /// What it shows on the home page of a signed-in reader.
    pub home_panels: Vec<HomePanel>,
    /// What it finds when somebody searches.
    pub search_sections: Vec<SearchSection>,
}

/// Asks for a job that is to be done once a day.
pub type Daily = for<'a> fn(&'a mut store::Tx) -> BoxFuture<'a, domain::Result<()>>;

/// Asks for this job.
pub fn daily<J: store::Job<App> + Default + Sync>(
    tx: &mut store::Tx,
) -> BoxFuture<'_, domain::Result<()>> {
    Box::pin(async move {
        let now = tx.now();
        store::enqueue::<App, _>(tx, &J::default(), now).await?;
        Ok(())
    })
}

/// The pages of a room. A list of its own, so that two rooms which claim one address can be named.
#[derive(Default)]
pub struct Routes {
    pub(crate) paths: Vec<&'static str>,
    pub(crate) router: Router<App>,
}

impl Routes {
    /// No pages yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an address, as in [`axum::Router::route`]: `/communities/{slug}`.
    #[must_use]
    pub fn route(mut self, path: &'static str, methods: MethodRouter<App>) -> Self {
        self.paths.push(path);
        self.router = self.router.route(path, methods);
        self
    }

    /// Adds the addresses of a list as a table, in all its forms: `/people/list.csv` for the page `/people`.
    #[must_use]
    pub fn table(self, page: &str, give: &MethodRouter<App>) -> Self {
        Format::ALL.iter().fold(self, |routes, format| {
            // Routers keep addresses for ever, and they are made once.
            let path = String::leak(format!("{page}/list.{}", format.ending()));
            routes.route(path, give.clone())
        })
    }

    /// Adds all addresses of another list of the same room.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.paths.extend(other.paths);
        self.router = self.router.merge(other.router);
        self
    }
}

/// Where a menu item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The main menu at the top and „Sections“ in the footer.
    Main,
    /// What one can start: the page behind „Create“.
    Create,
    /// The menu under the reader's own picture.
    Account,
    /// „Help“ in the footer.
    Help,
    /// „About this server“ in the footer.
    About,
    /// The pages for moderators and administrators.
    Admin,
}

/// Who sees a menu item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everybody.
    Everyone,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever is signed in and has at least this role.
    AtLeast(Role),
    /// Whoever may do what is kept to those who are entrusted with this task ([`people::entrusted`]).
    Entrusted(&'static str),
}

impl Audience {
    /// Whether this reader belongs to it.
    pub fn includes(self, viewer: Option<&Viewer>) -> bool {
        match self {
            Self::Everyone => true,
            Self::SignedIn => viewer.is_some(),
            Self::AtLeast(role) => viewer.is_some_and(|v| v.role >= role),
            Self::Entrusted(task) => viewer.is_some_and(|v| v.is_entrusted_with(task)),
        }
    }
}

/// One place in a menu.
#[derive(Debug, Clone, Copy)]
pub struct MenuItem {
    /// Where it stands.
    pub place: Place,
    /// The message with its name; `KEY.hint` explains it where there is room.
    pub key: &'static str,
    /// Its address. The item is the current one on this page and on those below it.
    pub href: &'static str,
    /// The name of its icon in the sprite.
    pub icon: &'static str,
    /// Items with smaller numbers come first.
    pub order: u8,
    /// Who sees it.
    pub audience: Audience,
}

/// What a slot gives: HTML to be shown, or nothing.
pub type Slot<'a> = BoxFuture<'a, crate::Result<Option<Html>>>;

/// Titles by the ids of ledgers.
pub type Titles<'a> = BoxFuture<'a, domain::Result<HashMap<LedgerId, String>>>;

/// What some of these ledgers are called in the language of the reader, as far as she may see them; what it leaves out
/// is called as it stands there.
pub type LedgerTitles = for<'a> fn(&'a Ctx, &'a [LedgerId]) -> Titles<'a>;

/// A panel on the home page.
#[derive(Clone, Copy)]
pub struct HomePanel {
    /// Whether it stands in the main column or beside it.
    pub side: bool,
    /// Panels with smaller numbers come first: 10 what needs the reader, 20 ask, 30 what is new.
    pub order: u8,
    /// Renders it; nothing when there is nothing to say.
    pub render: for<'a> fn(&'a Ctx) -> Slot<'a>,
}

/// A section of the search page.
#[derive(Clone, Copy)]
pub struct SearchSection {
    /// The word for it in the address: `?in=people`.
    pub name: &'static str,
    /// The message with its heading.
    pub key: &'static str,
    /// Sections with smaller numbers come first.
    pub order: u8,
    /// Finds and renders; nothing when nothing fits.
    pub render: for<'a> fn(&'a Ctx, &'a str) -> Slot<'a>,
}

/// Two rooms that claim the same address.
#[derive(Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The address.
    pub path: &'static str,
    /// The rooms, in the order of the list.
    pub rooms: [&'static str; 2],
}

impl std::fmt::Display for Overlap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [one, other] = self.rooms;
        write!(f, "the rooms {one} and {other} both claim the address {}", self.path)
    }
}

impl std::error::Error for Overlap {}

/// The shape of an address: parameters match whatever they are called.
fn shape(path: &str) -> String {
    let part = |p: &str| if p.starts_with('{') { "{}".to_owned() } else { p.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Looks for addresses that two rooms claim.
pub(crate) fn overlaps(rooms: &[Room]) -> Result<(), Overlap> {
    let mut claimed: HashMap<String, &'static str> = HashMap::new();
    let bare = crate::own::BARE.into_iter().chain([crate::files::UPLOADS]);
    for path in bare.chain(crate::activitypub::PATHS) {
        claimed.insert(shape(path), "web");
    }
    for room in rooms {
        for path in &room.routes.paths {
            match claimed.insert(shape(path), room.name) {
                Some(other) if other != room.name => {
                    return Err(Overlap { path, rooms: [other, room.name] });
                }
                _ => {}
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use axum::routing::get;

    use super::*;

    fn room(name: &'static str, path: &'static str) -> Room {
        Room { name, routes: Routes::new().route(path, get(|| async {})), ..Room::default() }
    }

    #[test]
    fn two_rooms_that_claim_one_address_are_named() {
        let error =
            overlaps(&[room("hall", "/people/{handle}"), room("mentoring", "/people/{id}")]);
        assert_eq!(
            error.unwrap_err().to_string(),
            "the rooms hall and mentoring both claim the address /people/{id}"
        );
        assert_eq!(overlaps(&[room("hall", "/people"), room("library", "/practices")]), Ok(()));
        assert!(overlaps(&[room("hall", "/livez")]).is_err());
    }
}
