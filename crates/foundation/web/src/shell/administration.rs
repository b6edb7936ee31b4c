//! The frame of the pages for moderators and administrators, whatever room they are of.

use super::Shell;
use crate::{
    Html, Place,
    pieces::{Tab, Tabs},
};

/// The first page of the administration, which all others are below.
const FIRST: &str = "/admin";

impl Shell {
    /// The page is one of the administration: it has the tabs of all its pages, and says so in its title and above them.
    pub(crate) fn of_administration(self) -> Self {
        let label = self.t("admin-page").to_owned();
        let shell = if self.ctx.path == FIRST { self } else { self.crumb(label, FIRST) };
        Self { administers: true, ..shell }
    }

    /// The tabs of the administration that this reader has: what all rooms have for moderators and administrators. The
    /// one that this page is, or is below, is marked.
    pub(super) fn administration(&self) -> Html {
        let items = self.menu(Place::Admin).into_iter();
        let tabs: Vec<Tab> = items.map(|item| Tab::new(self.t(item.key), item.href)).collect();
        let of = |href: &str| tabs.iter().position(|tab| tab.href == href);
        let is_above = |tab: &Tab| tab.href != FIRST && self.ctx.is_at(&tab.href);
        let here = of(&self.ctx.path);
        let current = here
            .or_else(|| tabs.iter().position(is_above))
            .or_else(|| self.crumbs.iter().rev().find_map(|crumb| of(&crumb.href)));
        let (label, below) = (self.t("admin-page"), here.is_none());
        Html::render(&Tabs { shell: self, label, items: &tabs, current, below })
    }
}
