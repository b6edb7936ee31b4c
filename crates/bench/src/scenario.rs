//! What is measured, and how it is asked for.

use std::{net::SocketAddr, sync::Arc};

use anyhow::{Context as _, ensure};

use crate::{
    generate::{Generated, PASSWORD, WRITERS, email},
    load::{Connection, get, post},
};

/// The host that requests name.
const HOST: &str = "bench.localhost:8080";
/// What a browser in Sofia sends.
const LANGUAGES: &str = "Accept-Language: bg,en;q=0.8\r\n";

/// One thing that is asked again and again. Names are those of the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Scenario {
    /// A community, signed out.
    CommunityPage,
    /// The same for a member.
    CommunityPageSignedIn,
    /// A discussion with a hundred comments.
    DiscussionPage,
    /// One practice.
    PracticePage,
    /// Words and filters, mixed.
    SearchPage,
    /// Only `/practices` with two filters. Not one of the bars.
    SearchFilters,
    /// Only `/practices` with words and a filter. Not one of the bars.
    SearchPractices,
    /// Only `/search`. Not one of the bars.
    SearchWords,
    /// Publishing by the form.
    Posting,
    /// A thing as an ActivityPub object.
    Object,
    /// Comments delivered by members elsewhere.
    Inbox,
    /// The same while they are announced to fifty hosts.
    InboxAnnouncing,
    /// Many posts to fifty hosts.
    Deliveries,
    /// One post, until the last of fifty hosts has it.
    #[value(name = "one-post-50-hosts")]
    OnePost50Hosts,
    /// From the first word of an unknown host to its Accept.
    FollowAccept,
    /// Two hundred mentors for two hundred cities.
    #[value(name = "matching-200")]
    Matching200,
    /// Memory after the start.
    MemoryIdle,
    /// Memory after all of the above.
    MemoryLoaded,
    /// From the start to the first page.
    Start,
}

impl Scenario {
    /// Those of the bars, in their order.
    pub const ALL: [Self; 16] = [
        Self::CommunityPage,
        Self::CommunityPageSignedIn,
        Self::DiscussionPage,
        Self::PracticePage,
        Self::SearchPage,
        Self::Object,
        Self::Inbox,
        Self::InboxAnnouncing,
        Self::Deliveries,
        Self::OnePost50Hosts,
        Self::FollowAccept,
        Self::Posting,
        Self::Matching200,
        Self::MemoryIdle,
        Self::MemoryLoaded,
        Self::Start,
    ];

    /// Those that ask for pages.
    pub const PAGES: [Self; 5] = [
        Self::CommunityPage,
        Self::CommunityPageSignedIn,
        Self::DiscussionPage,
        Self::PracticePage,
        Self::SearchPage,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::CommunityPage => "community-page",
            Self::CommunityPageSignedIn => "community-page-signed-in",
            Self::DiscussionPage => "discussion-page",
            Self::PracticePage => "practice-page",
            Self::SearchPage => "search-page",
            Self::SearchFilters => "search-filters",
            Self::SearchPractices => "search-practices",
            Self::SearchWords => "search-words",
            Self::Posting => "posting",
            Self::Object => "object",
            Self::Inbox => "inbox",
            Self::InboxAnnouncing => "inbox-announcing",
            Self::Deliveries => "deliveries",
            Self::OnePost50Hosts => "one-post-50-hosts",
            Self::FollowAccept => "follow-accept",
            Self::Matching200 => "matching-200",
            Self::MemoryIdle => "memory-idle",
            Self::MemoryLoaded => "memory-loaded",
            Self::Start => "start",
        }
    }

    /// How many connections ask at once.
    pub fn connections(self) -> usize {
        if self == Self::Posting { WRITERS } else { 16 }
    }

    /// The status of a good answer.
    pub fn expected(self) -> u16 {
        if self == Self::Posting { 303 } else { 200 }
    }
}

/// The requests of all scenarios.
#[derive(Clone)]
pub struct Requests {
    city: Arc<Generated>,
    sessions: Arc<Vec<String>>,
    /// What a browser accepts beside HTML, as a header line or nothing.
    encoding: Arc<str>,
}

impl Requests {
    /// Signs everybody in who writes, by the form.
    pub async fn prepare(
        address: SocketAddr,
        city: Arc<Generated>,
        encoding: Option<&str>,
    ) -> anyhow::Result<Self> {
        let mut sessions = Vec::new();
        for writer in 0..WRITERS {
            let form = format!("email={}&password={}", email(writer), PASSWORD.replace(' ', "+"));
            let request = post(HOST, "/sign-in", FORM, &form);
            let (status, head, _) = Connection::open(address).await?.fetch(&request).await?;
            ensure!(status == 303, "signing in was answered with {status}");
            let cookie = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                (name.eq_ignore_ascii_case("set-cookie") && value.starts_with("session="))
                    .then(|| value.split(';').next().unwrap_or_default().to_owned())
            });
            sessions.push(cookie.context("signing in gave no session")?);
        }
        let encoding = encoding.map_or_else(String::new, |e| format!("Accept-Encoding: {e}\r\n"));
        Ok(Self { city, sessions: Arc::new(sessions), encoding: encoding.into() })
    }

    /// The n-th request of a scenario.
    pub fn of(&self, scenario: Scenario, n: usize) -> Vec<u8> {
        let city = &self.city;
        let at = |list: &[String]| list[n % list.len()].clone();
        let path = match scenario {
            Scenario::CommunityPageSignedIn => at(&city.own),
            Scenario::DiscussionPage => at(&city.discussions),
            Scenario::PracticePage => at(&city.practices),
            Scenario::SearchPage => match n / 16 % 3 {
                0 => filters(n),
                1 => self.practices(n),
                _ => self.words(n),
            },
            Scenario::SearchFilters => filters(n),
            Scenario::SearchPractices => self.practices(n),
            Scenario::SearchWords => self.words(n),
            Scenario::Posting => return self.posting(n),
            _ => at(&city.communities),
        };
        let mut headers = format!("{LANGUAGES}{}", self.encoding);
        if scenario == Scenario::CommunityPageSignedIn {
            headers.push_str("Cookie: ");
            headers.push_str(&self.sessions[n % WRITERS]);
            headers.push_str("\r\n");
        }
        get(HOST, &path, &headers)
    }

    fn query(&self, n: usize) -> String {
        let query = &self.city.queries[n % self.city.queries.len()];
        web::context::encode(query)
    }

    fn words(&self, n: usize) -> String {
        format!("/search?q={}", self.query(n))
    }

    fn practices(&self, n: usize) -> String {
        format!("/practices?q={}&sector={}", self.query(n), sector(n))
    }

    fn posting(&self, n: usize) -> Vec<u8> {
        let place = &self.city.own[n / WRITERS % self.city.own.len()];
        let text =
            "Как+се+плаща+устният+превод+на+гишето,+когато+общината+няма+договор?+".repeat(8);
        let form = format!("type=question&title=Въпрос+{n}+за+превода&body={text}&lang=bg");
        let headers = format!("{LANGUAGES}{FORM}Cookie: {}\r\n", self.sessions[n % WRITERS]);
        post(HOST, &format!("{place}/discussions/new"), &headers, &form)
    }
}

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://bench.localhost:8080\r\n";

fn sector(n: usize) -> &'static str {
    domain::sector::BUILT_IN[n % 20].slug()
}

fn filters(n: usize) -> String {
    let cost = ["under-5k", "5k-20k", "20k-100k", "over-100k"][n % 4];
    format!("/practices?sector={}&cost_band={cost}", sector(n))
}
