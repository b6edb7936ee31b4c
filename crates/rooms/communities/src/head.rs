//! What every page of a community has above its own content: name, purpose, tabs, and the one
//! button that fits whoever looks.

use domain::{
    ActorId, Lang,
    access::{Action, JoinPolicy, Standing, allowed},
};
use domain::{Visibility, access::Subject as _};
use federation::{ActorState, ActorText, iri::Own};
use people::communities::{self, Community, CommunityPage};
use web::{
    Ctx, Html, Shell,
    pieces::{self, Tab},
};

/// What the one filled button of a community's page does for the person before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Sign in, to join then.
    SignIn,
    /// Join at once; elsewhere, ask its server at once.
    Join,
    /// Write a request.
    Ask,
    /// Accept or decline an invitation.
    Answer,
    /// Wait, or take the request back.
    Wait,
    /// Start a topic.
    Post,
    /// One joins by invitation only.
    ByInvitation,
    /// Was put out.
    Banned,
    /// Nothing any more.
    Closed,
}

/// A community with what its pages say above everything else.
#[derive(Debug, Clone)]
pub struct Head {
    /// The community and what surrounds its lists.
    pub page: CommunityPage,
    /// Its address.
    pub href: String,
    /// Its name in the reader's language where it has one.
    pub name: String,
    /// Its purpose in one sentence.
    pub headline: String,
    /// The language of name and headline.
    pub lang: Lang,
    /// What the reader can do next.
    pub step: Step,
    /// Whether she may read what is written in it.
    pub reads: bool,
    /// Whether she decides on members and settings.
    pub facilitates: bool,
    /// Where it has moved to; nothing for one that lives where it always did.
    pub moved: Html,
    tabs: Vec<Tab>,
}

/// The handle and the host of an address part: `jobs` or `jobs@city.example`.
pub fn split(handle: &str) -> (&str, &str) {
    handle.split_once('@').unwrap_or((handle, ""))
}

/// Handle and host together, as addresses name a community: `jobs` or `jobs@city.example`.
pub fn address(handle: &str, host: &str) -> String {
    if host.is_empty() { handle.to_owned() } else { format!("{handle}@{host}") }
}

/// The address of a community.
pub fn href(handle: &str, host: &str) -> String {
    format!("/communities/{}", address(handle, host))
}

/// The address of a person's or an organisation's page.
pub fn actor_href(organisation: bool, handle: &str, host: &str) -> String {
    let path = if organisation { "organisations" } else { "people" };
    format!("/{path}/{}", address(handle, host))
}

/// The text in the reader's language, or the first, which is the community's own.
pub fn best<'a>(texts: &'a [ActorText], lang: &Lang) -> Option<&'a ActorText> {
    texts.iter().find(|t| t.lang == *lang).or_else(|| texts.first())
}

impl Head {
    /// The community with this handle as the reader may see it; not found otherwise.
    pub async fn open(ctx: &Ctx, handle: &str) -> web::Result<Self> {
        let (handle, host) = split(handle);
        let lang = ctx.tr.lang();
        let page = communities::page(&mut ctx.read(), &ctx.who(), handle, host, lang).await?;
        let mut head = Self::new(ctx, page);
        head.moved = web::moving::notice(&ctx.shell(head.name.clone()), head.id()).await?;
        Ok(head)
    }

    /// The same for what only those see who may read it: strangers do not learn of it.
    pub async fn open_inside(ctx: &Ctx, handle: &str) -> web::Result<Self> {
        let head = Self::open(ctx, handle).await?;
        if head.reads || head.facilitates { Ok(head) } else { Err(domain::Error::NotFound.into()) }
    }

    /// The same for what is written in it: it is not there for whoever may not read it.
    pub async fn open_to_read(ctx: &Ctx, handle: &str) -> web::Result<Self> {
        let head = Self::open(ctx, handle).await?;
        if head.reads { Ok(head) } else { Err(domain::Error::NotFound.into()) }
    }

    /// The same for what is decided and kept where a community lives: only those of this server
    /// have it.
    pub async fn open_here(ctx: &Ctx, handle: &str) -> web::Result<Self> {
        let head = Self::open_inside(ctx, handle).await?;
        if head.elsewhere() { Err(domain::Error::NotFound.into()) } else { Ok(head) }
    }

    fn new(ctx: &Ctx, page: CommunityPage) -> Self {
        let c = &page.community;
        let text = best(&page.texts, ctx.tr.lang());
        let href = href(&c.handle, &c.host);
        let inside = c.standing.is_inside();
        let reads = c.visibility == Visibility::Public || inside;
        Self {
            name: text.map_or_else(|| c.name.clone(), |t| t.name.clone()),
            headline: text.map(|t| t.headline.clone()).unwrap_or_default(),
            lang: text.map_or_else(|| c.lang.clone(), |t| t.lang.clone()),
            step: step(ctx, c),
            facilitates: allowed(Action::Facilitate, &ctx.who(), c.standing, &c.facts()),
            moved: Html::default(),
            tabs: tabs(ctx, c, &href, reads),
            reads,
            href,
            page,
        }
    }

    /// Its id.
    pub fn id(&self) -> ActorId {
        self.page.community.id
    }

    /// The community itself.
    pub fn community(&self) -> &Community {
        &self.page.community
    }

    /// What the reader is in it.
    pub fn standing(&self) -> Standing {
        self.page.community.standing
    }

    /// Whether what is in it is for its members.
    pub fn members_only(&self) -> bool {
        self.community().visibility == Visibility::Members
    }

    /// Whether it lives on another server.
    pub fn elsewhere(&self) -> bool {
        !self.community().host.is_empty()
    }

    /// Where it lives, with a link to its page there; nothing for a community of this server.
    pub fn origin(&self, shell: &Shell) -> Html {
        let c = self.community();
        pieces::elsewhere(shell, "elsewhere-community", &c.host, c.url.as_deref())
    }

    /// Handle and host, as other pages are told which community is meant.
    pub fn address(&self) -> String {
        address(&self.community().handle, &self.community().host)
    }

    /// Whether the number of members is shown to this reader.
    pub fn counts_members(&self) -> bool {
        self.reads && counts_members(&self.community().host, self.community().member_count)
    }

    /// The button that joins, or asks the other server at once.
    pub fn join_key(&self) -> &'static str {
        let asks = self.community().join_policy == JoinPolicy::Approval;
        if asks { "communities-ask" } else { "communities-join" }
    }

    /// The message about what one waits for.
    pub fn waiting_key(&self) -> &'static str {
        if self.elsewhere() { "communities-waiting-elsewhere" } else { "communities-waiting" }
    }

    /// Whether the reader is a member or a facilitator.
    pub fn inside(&self) -> bool {
        self.standing().is_inside()
    }

    /// The frame of one of its pages; `key` is a message with `$name`, or empty for its own page.
    pub fn shell(&self, ctx: &Ctx, key: &str) -> Shell {
        let title =
            if key.is_empty() { self.name.clone() } else { ctx.tr.t1(key, "name", &self.name) };
        let mut shell = ctx
            .shell(title)
            .description(self.headline.clone())
            .crumb(ctx.tr.t("communities"), "/communities");
        if !key.is_empty() {
            shell = shell.crumb(self.name.clone(), self.href.clone());
        }
        let c = self.community();
        match c.visibility {
            Visibility::Public if key.is_empty() => {
                shell.canonical(self.href.clone()).home(Own::Actor(c.id), c.url.as_deref())
            }
            Visibility::Public => shell,
            _ => shell.noindex(),
        }
    }

    /// The bar of tabs.
    pub fn tabs(&self, shell: &Shell) -> Html {
        shell.tabs(shell.t("communities-tabs"), &self.tabs)
    }

    /// Where signing in leads back to.
    pub fn sign_in_href(&self) -> String {
        format!("/sign-in?next={}", web::context::encode(&self.href))
    }

    /// The message about how one joins.
    pub fn join_line(&self) -> String {
        format!("communities-join-policy-line-{}", self.community().join_policy.as_str())
    }

    /// The message about who reads.
    pub fn visibility_line(&self) -> String {
        format!("communities-visibility-line-{}", self.community().visibility.as_str())
    }

    /// Whether the step of the reader is this one, for templates.
    pub fn is(&self, step: &str) -> bool {
        step == match self.step {
            Step::SignIn => "sign-in",
            Step::Join => "join",
            Step::Ask => "ask",
            Step::Answer => "answer",
            Step::Wait => "wait",
            Step::Post => "post",
            Step::ByInvitation => "by-invitation",
            Step::Banned => "banned",
            Step::Closed => "closed",
        }
    }

    /// Who hosts it, with their pages.
    pub fn hosts(&self) -> Vec<Person> {
        self.page.facilitators.iter().map(Person::from).collect()
    }
}

fn step(ctx: &Ctx, c: &Community) -> Step {
    if c.state != ActorState::Active {
        return Step::Closed;
    }
    if ctx.viewer.is_none() {
        return if c.join_policy == JoinPolicy::Invitation {
            Step::ByInvitation
        } else {
            Step::SignIn
        };
    }
    match c.standing {
        Standing::Member | Standing::Facilitator => Step::Post,
        Standing::Requested => Step::Wait,
        Standing::Invited => Step::Answer,
        Standing::Banned => Step::Banned,
        Standing::Outsider => match c.join_policy {
            JoinPolicy::Open => Step::Join,
            // A request that goes to another server carries no words to its facilitators.
            JoinPolicy::Approval if !c.host.is_empty() => Step::Join,
            JoinPolicy::Approval => Step::Ask,
            JoinPolicy::Invitation => Step::ByInvitation,
        },
    }
}

/// Whether the number of members is known: a community elsewhere says it once somebody from here
/// belongs to it.
pub fn counts_members(host: &str, count: i64) -> bool {
    host.is_empty() || count > 0
}

/// Numbers stand on tabs only for those who may read what they count.
fn tabs(ctx: &Ctx, c: &Community, href: &str, reads: bool) -> Vec<Tab> {
    let tab = |key: &str, path: &str, count: i64| {
        let tab = Tab::new(ctx.tr.t(key), format!("{href}{path}"));
        if reads { tab.count(count) } else { tab }
    };
    let mut tabs = vec![
        tab("communities-tab-discussions", "", c.discussion_count),
        tab("communities-tab-practices", "/practices", c.practice_count),
    ];
    if reads && counts_members(&c.host, c.member_count) {
        tabs.push(tab("communities-tab-members", "/members", c.member_count));
    } else if reads {
        tabs.push(Tab::new(ctx.tr.t("communities-tab-members"), format!("{href}/members")));
    }
    tabs.push(Tab::new(ctx.tr.t("communities-tab-about"), format!("{href}/about")));
    tabs
}

/// Somebody in a list, ready to be shown.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name.
    pub name: String,
    /// The page.
    pub href: String,
    /// The organisation or city.
    pub city: String,
    /// The host of another instance.
    pub host: String,
    /// The language of the name.
    pub lang: Lang,
    /// An organisation has a square picture.
    pub organisation: bool,
}

impl From<&communities::Member> for Person {
    fn from(m: &communities::Member) -> Self {
        let organisation = m.kind == federation::ActorKind::Organisation;
        Self {
            name: m.name.clone(),
            href: actor_href(organisation, &m.handle, &m.host),
            city: m.organisation_name.clone(),
            host: m.host.clone(),
            lang: m.lang.clone(),
            organisation,
        }
    }
}

impl Person {
    /// The picture.
    pub fn picture(&self, shell: &Shell) -> Html {
        if self.organisation { shell.avatar_city(&self.name) } else { shell.avatar(&self.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_know_other_hosts() {
        assert_eq!(split("jobs"), ("jobs", ""));
        assert_eq!(split("jobs@gent.example"), ("jobs", "gent.example"));
        assert_eq!(split("jobs@b.localhost:8102"), ("jobs", "b.localhost:8102"));
        assert_eq!(href("jobs", "gent.example"), "/communities/jobs@gent.example");
        assert_eq!(actor_href(false, "elena", ""), "/people/elena");
    }
}
