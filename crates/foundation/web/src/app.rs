//! The house: what all requests share ([`App`]).

use std::{
    collections::HashMap,
    fmt,
    net::IpAddr,
    sync::{Arc, PoisonError, RwLock},
};

use content::{Facets, kind::Kinds, service::Publishing, takeout::Importing};
use domain::{Lang, Origin};
use federation::{Federated, Federation};
use store::Store;

use crate::{
    HomePanel, KindView, MenuItem, Messages, SearchSection, Shelf, Site, Tr, table::Workbooks,
};

/// What the operator configured that pages depend on.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The origin of the configuration. Once the site is set up, its own counts.
    pub origin: Option<Origin>,
    /// The version shown in „About this server“.
    pub version: &'static str,
    /// Where the source code of exactly this program is published. Without it, it is given on
    /// request.
    pub source_url: Option<String>,
    /// Addresses of our own reverse proxies, whose `X-Forwarded-For` is believed. From anywhere
    /// else anybody could write there what they like.
    pub trusted_proxies: Vec<IpAddr>,
    /// What federation needs of the operator; without it, this instance stands alone.
    pub federation: Option<federation::Settings>,
    /// What was decided about files.
    pub files: content::files::Settings,
    /// What translates texts that nobody has translated, where the operator has named it.
    pub translator: Option<content::machine::Translator>,
}

/// What federation needs where nothing else is said.
pub fn federation_settings(secret: federation::keys::Secret) -> federation::Settings {
    federation::Settings {
        secret,
        allow_private: Vec::new(),
        extra_roots: Vec::new(),
        authorized_fetch: false,
        limits: federation::client::Limits::default(),
        clean: content::markdown::clean_html,
    }
}

/// The house: everything a request may need that outlives it. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub store: Store,
    pub config: Config,
    pub site: RwLock<Option<Arc<Site>>>,
    pub publishing: Publishing,
    pub facets: Facets,
    pub federation: Option<Federation>,
    pub ledgers: Option<people::ledger::Ledgers>,
    pub views: HashMap<&'static str, KindView>,
    pub menu: Vec<MenuItem>,
    pub shelves: Vec<&'static Shelf>,
    /// The addresses of all rooms, each with the room that has it.
    pub paths: HashMap<&'static str, &'static str>,
    pub home_panels: Vec<HomePanel>,
    pub search_sections: Vec<SearchSection>,
    pub daily: Vec<crate::room::Daily>,
    pub ledger_titles: Vec<crate::room::LedgerTitles>,
    pub workbooks: Workbooks,
}

impl App {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// What the operator configured.
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// The settings of the site as they were last read; nothing before it is set up.
    pub fn site(&self) -> Option<Arc<Site>> {
        self.0.site.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the settings of the site again. Call it after they were changed.
    pub async fn reload_site(&self) -> domain::Result<()> {
        let site = people::site::load(&mut self.store().read()).await?.map(Arc::new);
        *self.0.site.write().unwrap_or_else(PoisonError::into_inner) = site;
        self.open_federation().await
    }

    /// Begins to federate once the origin is fixed.
    pub(crate) async fn open_federation(&self) -> domain::Result<()> {
        let origin = self.site().and_then(|site| site.origin.clone());
        match (&self.0.federation, origin) {
            (Some(federation), Some(origin)) => federation.open(&origin).await,
            _ => Ok(()),
        }
    }

    /// The federation; nothing where this instance stands alone.
    pub fn federation(&self) -> Option<&Federation> {
        self.0.federation.as_ref()
    }

    /// What two parties keep together; NotFound where this instance stands alone.
    pub fn ledgers(&self) -> domain::Result<&people::ledger::Ledgers> {
        self.0.ledgers.as_ref().ok_or(domain::Error::NotFound)
    }

    /// The origin, `https://city.example`, without a path; nothing before the site is set up.
    pub fn origin(&self) -> Option<Origin> {
        let fixed = self.site().and_then(|site| site.origin.clone());
        fixed.or_else(|| self.0.config.origin.clone())
    }

    /// Whether readers come over https. Decides how cookies are named.
    pub fn secure(&self) -> bool {
        self.origin().is_some_and(|origin| origin.is_https())
    }

    /// What every function of [`content::service`] needs.
    pub fn publishing(&self) -> &Publishing {
        &self.0.publishing
    }

    /// Where workbooks are made.
    pub fn workbooks(&self) -> &Workbooks {
        &self.0.workbooks
    }

    /// All kinds of content.
    pub fn kinds(&self) -> &Kinds {
        self.0.publishing.kinds()
    }

    /// The words of what everybody may see, by which filters are counted.
    pub fn facets(&self) -> &Facets {
        &self.0.facets
    }

    /// How a kind looks; unknown kinds look like an article.
    pub fn view(&self, kind: &str) -> KindView {
        self.0.views.get(kind).copied().unwrap_or(KindView::ARTICLE)
    }

    /// The shelves of all rooms, in the order of the rooms.
    pub fn shelves(&self) -> &[&'static Shelf] {
        &self.0.shelves
    }

    /// All menu items of all rooms, in order.
    pub fn menu(&self) -> &[MenuItem] {
        &self.0.menu
    }

    /// The time zone where the house stands; UTC until it was set up.
    pub fn zone(&self) -> jiff::tz::TimeZone {
        let zone = self.site().map(|site| crate::format::zone(&site.timezone));
        zone.unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// Today, where the house stands.
    pub fn today(&self) -> jiff::civil::Date {
        domain::day::of(self.store().now(), &self.zone())
    }

    /// What rooms do once a day.
    pub fn daily(&self) -> &[crate::room::Daily] {
        &self.0.daily
    }

    /// What rooms call their ledgers.
    pub fn ledger_titles(&self) -> &[crate::room::LedgerTitles] {
        &self.0.ledger_titles
    }

    /// The panels of the home page, in order.
    pub fn home_panels(&self) -> &[HomePanel] {
        &self.0.home_panels
    }

    /// The sections of the search page, in order.
    pub fn search_sections(&self) -> &[SearchSection] {
        &self.0.search_sections
    }

    /// The languages in which the site offers its interface.
    pub fn interface_languages(&self) -> Vec<Lang> {
        self.languages().into_iter().map(|tr| tr.lang().clone()).collect()
    }

    /// The same as words: those languages of the site that there are messages for; all before it
    /// is set up.
    pub fn languages(&self) -> Vec<Tr> {
        let all = Messages::load();
        let site = self.site();
        let wanted = site.iter().flat_map(|s| &s.languages).filter_map(|l| all.get(l.as_str()));
        let wanted: Vec<Tr> = wanted.collect();
        if wanted.is_empty() { all.languages().to_vec() } else { wanted }
    }

    /// The addresses of all rooms as they are registered, `/people/{handle}`, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        self.0.paths.keys().copied()
    }

    /// Whether some room has this address. Links of the shell are only shown when it does.
    pub fn has_route(&self, path: &str) -> bool {
        self.0.paths.contains_key(path)
    }
}

impl Federated for App {
    fn federation(&self) -> Option<&Federation> {
        self.0.federation.as_ref()
    }
}

impl content::catalogue::fetching::Catalogues for App {
    fn catalogues(&self) -> Option<(&Federation, &Publishing)> {
        self.0.federation.as_ref().map(|federation| (federation, &self.0.publishing))
    }
}

impl content::files::Looking for App {
    fn publishing(&self) -> &Publishing {
        &self.0.publishing
    }
}

impl Importing for App {
    fn publishing(&self) -> &Publishing {
        &self.0.publishing
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}
