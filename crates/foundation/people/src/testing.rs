//! Cities in one sentence, for tests of this crate and of those above it:
//!
//! ```ignore
//! let city = people::testing::city(&store).await;
//! let elena = city.person("elena").await;
//! let jobs = city.community("jobs").by(&elena).await;
//! let boris = city.person("boris").member_of(jobs).await;
//! ```

mod ledgers;

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use domain::{
    AccountId, ActorId, Lang, Visibility,
    access::{JoinPolicy, Role, Who},
};
use federation::{ActorKind, policy::Mode};
use store::{Store, args, statements};

use crate::{
    Attempts, Client, Markup, Passwords, SignedIn, Texts, Viewer,
    accounts::{self, NewPerson as Row, PersonForm},
    communities::{self, CommunityForm, CommunityText, membership},
    organisations::{self, Level, OrganisationForm, OrganisationText},
    passwords::PasswordHash,
    sessions,
    setup::{self, SetUp},
    sign_in::{self, Limits},
    site::{self, Registration},
};

pub use ledgers::{operation, seen};

/// The password of everybody in tests.
pub const PASSWORD: &str = "seven lanterns over Haskovo";

/// An instance that was set up, with the administrator `ada`.
#[derive(Clone)]
pub struct City {
    /// Its store.
    pub store: Store,
    /// Its password hasher.
    pub passwords: Passwords,
    /// Its counters of attempts.
    pub attempts: Attempts,
    /// Its administrator.
    pub admin: Person,
    /// Its organisation.
    pub organisation: ActorId,
    /// Everybody has one password, so it is hashed once.
    hash: PasswordHash,
}

/// Somebody with an account.
#[derive(Debug, Clone)]
pub struct Person {
    /// Her handle.
    pub handle: String,
    /// Her actor.
    pub actor: ActorId,
    /// Her account.
    pub account: AccountId,
    /// She as somebody who wants something.
    pub who: Who,
}

impl Person {
    fn of(handle: String, actor: ActorId, account: AccountId, role: Role) -> Self {
        Self { handle, actor, account, who: Who::Person { actor, role } }
    }

    /// Her e-mail.
    pub fn email(&self) -> String {
        format!("{}@example.org", self.handle)
    }
}

statements! {
    /// An actor of another instance.
    pub ELSEWHERE = "INSERT INTO actor (id, ap_id, kind, handle, host, name, name_key, lang, \
        summary_html, url, discoverable, indexable, illustrative, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, TRUE, TRUE, FALSE, $10, $10)";
    /// Where it is reached.
    pub ELSEWHERE_REACHED = "INSERT INTO remote_actor (actor_id, inbox, delivery, followers, \
        document, fetched_at) VALUES ($1, $2, $2, $3, '{}', $4)";
    /// An open, public community.
    pub ELSEWHERE_GROUP = "INSERT INTO community (actor_id, visibility, join_policy, \
        last_activity_at, rules_html) VALUES ($1, 'public', 'open', $2, '')";
    /// An organisation.
    pub ELSEWHERE_ORGANISATION = "INSERT INTO organisation (actor_id, level, country, territory, \
        nuts, population_band, website, details) VALUES ($1, 'local', '', '', '', '', '', '{}')";
}

/// A client at this address without a session.
pub fn client(address: &str) -> Client {
    Client {
        address: address.parse().expect("an IP address"),
        user_agent: "Test browser".to_owned(),
        session: None,
    }
}

/// What is typed at the first start of [`city`].
pub fn form() -> SetUp {
    SetUp {
        name: Texts::one(Lang::bulgarian(), "Хасково").and(Lang::english(), "Haskovo"),
        organisation_name: Texts::one(Lang::bulgarian(), "Община Хасково"),
        organisation_handle: "haskovo".to_owned(),
        level: Level::Local,
        country: "BG".to_owned(),
        territory: "Хасково".to_owned(),
        nuts: "BG422".to_owned(),
        population_band: None,
        languages: vec![Lang::bulgarian(), Lang::english()],
        default_lang: Lang::bulgarian(),
        timezone: "Europe/Sofia".to_owned(),
        origin: String::new(),
        registration: Registration::Open,
        mode: Mode::Open,
        administrator_name: "Ада Админова".to_owned(),
        administrator_handle: "ada".to_owned(),
        email: "ada@example.org".to_owned(),
        password: PASSWORD.to_owned(),
        illustrative: false,
    }
}

/// Sets up a city in Bulgarian and English with open registration, everyone founding communities.
pub async fn city(store: &Store) -> City {
    let passwords = Passwords::new(store.world());
    setup::set_up_by_house(store, &passwords, &Who::System, form()).await.expect("set-up works");
    let q = &mut store.read();
    let ada = accounts::named(q, "ada").await.expect("the administrator is there");
    let site = site::loaded(q).await.expect("the settings are there");
    City {
        store: store.clone(),
        attempts: Attempts::new(store.world(), Limits::default()),
        hash: accounts::password_hash(q, ada.id)
            .await
            .ok()
            .flatten()
            .map(PasswordHash::kept)
            .expect("the administrator has a password"),
        passwords,
        admin: Person::of(ada.handle, ada.actor_id, ada.id, Role::Administrator),
        organisation: site.organisation,
    }
}

impl City {
    /// A member; await it, or say more first.
    pub fn person(&self, handle: &str) -> NewPerson {
        NewPerson {
            city: self.clone(),
            handle: handle.to_owned(),
            role: Role::Member,
            groups: Vec::new(),
            organisation: None,
        }
    }

    /// An open, public community of the administrator; await it, or say more first.
    pub fn community(&self, handle: &str) -> NewCommunity {
        NewCommunity {
            city: self.clone(),
            handle: handle.to_owned(),
            founder: self.admin.clone(),
            join: JoinPolicy::Open,
            visibility: Visibility::Public,
        }
    }

    /// An actor of another instance with this address (`jobs@b.example`), as if its document had
    /// been fetched: a person, an organisation, or an open and public community.
    pub async fn elsewhere(&self, kind: ActorKind, address: &str) -> ActorId {
        let (handle, host) = address.split_once('@').expect("an address");
        let mut tx = self.store.begin().await.expect("a unit begins");
        let (id, now): (ActorId, _) = (tx.id(), tx.now());
        let (iri, name) = (format!("https://{host}/ap/actor/{handle}"), title(handle));
        let url = format!("https://{host}/{handle}");
        let key = domain::text::fold(&name);
        let values = args![id, &iri, kind, handle, host, &name, key, Lang::bulgarian(), url, now];
        tx.execute(&ELSEWHERE, values).await.expect("the actor is new");
        let inbox = format!("https://{host}/inbox");
        let values = args![id, inbox, format!("{iri}/followers"), now];
        tx.execute(&ELSEWHERE_REACHED, values).await.expect("it is reached");
        match kind {
            ActorKind::Group => {
                tx.execute(&ELSEWHERE_GROUP, args![id, now]).await.expect("a community");
            }
            ActorKind::Organisation => {
                tx.execute(&ELSEWHERE_ORGANISATION, args![id]).await.expect("an organisation");
            }
            ActorKind::Person | ActorKind::Instance => {}
        }
        tx.save().await.expect("the unit is saved");
        id
    }

    /// A further organisation of this instance.
    pub async fn another_organisation(&self, handle: &str) -> ActorId {
        let text =
            OrganisationText { name: title(handle), ..OrganisationText::empty(Lang::bulgarian()) };
        let form = OrganisationForm {
            texts: vec![text],
            handle: handle.to_owned(),
            ..OrganisationForm::new(Level::Local)
        };
        organisations::create(&self.store, &self.admin.who, form).await.expect("it is new")
    }

    /// Signs somebody in as the sign-in page does.
    pub async fn sign_in(&self, person: &Person) -> SignedIn {
        let client = client("192.0.2.1");
        let email = person.email();
        sign_in::sign_in(&self.store, &self.passwords, &self.attempts, &email, PASSWORD, &client)
            .await
            .expect("she may sign in")
    }

    /// Somebody signed in, as pages see her.
    pub async fn viewer(&self, person: &Person) -> Viewer {
        let token = self.sign_in(person).await.token;
        sessions::viewer(&mut self.store.read(), token.hash(), self.store.now())
            .await
            .expect("the store answers")
            .expect("she is signed in")
    }
}

/// Somebody about to exist.
#[must_use]
pub struct NewPerson {
    city: City,
    handle: String,
    role: Role,
    groups: Vec<ActorId>,
    organisation: Option<ActorId>,
}

impl NewPerson {
    /// Who belongs to this organisation.
    pub fn of(mut self, organisation: ActorId) -> Self {
        self.organisation = Some(organisation);
        self
    }

    /// As a moderator of the instance.
    pub fn moderator(mut self) -> Self {
        self.role = Role::Moderator;
        self
    }

    /// As an administrator of the instance.
    pub fn administrator(mut self) -> Self {
        self.role = Role::Administrator;
        self
    }

    /// As a member of this community, however one joins it.
    pub fn member_of(mut self, group: ActorId) -> Self {
        self.groups.push(group);
        self
    }

    async fn make(self) -> Person {
        let city = &self.city;
        let form = PersonForm {
            name: title(&self.handle),
            email: format!("{}@example.org", self.handle),
            handle: self.handle.clone(),
            password: String::new(),
        };
        let mut tx = city.store.begin().await.expect("a unit begins");
        let row = Row {
            form: &form,
            hash: Some(city.hash.clone()),
            role: self.role,
            lang: &Lang::bulgarian(),
            organisation: self.organisation,
            illustrative: false,
        };
        let (account, actor) = accounts::insert(&mut tx, row).await.expect("she is new");
        for group in self.groups {
            membership::admit(&mut tx, group, actor, None).await.expect("she becomes a member");
        }
        tx.save().await.expect("the unit is saved");
        Person::of(self.handle, actor, account, self.role)
    }
}

impl IntoFuture for NewPerson {
    type Output = Person;
    type IntoFuture = Pin<Box<dyn Future<Output = Person> + Send>>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.make())
    }
}

/// A community about to exist.
#[must_use]
pub struct NewCommunity {
    city: City,
    handle: String,
    founder: Person,
    join: JoinPolicy,
    visibility: Visibility,
}

impl NewCommunity {
    /// Founded by her.
    pub fn by(mut self, founder: &Person) -> Self {
        self.founder = founder.clone();
        self
    }

    /// One joins when a facilitator agrees.
    pub fn by_approval(mut self) -> Self {
        self.join = JoinPolicy::Approval;
        self
    }

    /// One joins when a facilitator has asked first.
    pub fn by_invitation(mut self) -> Self {
        self.join = JoinPolicy::Invitation;
        self
    }

    /// Of this level.
    pub fn visible(mut self, visibility: Visibility) -> Self {
        self.visibility = visibility;
        self
    }

    async fn make(self) -> ActorId {
        let name = title(&self.handle);
        let text = CommunityText {
            lang: Lang::bulgarian(),
            headline: format!("Общност {name}"),
            name,
            purpose: Markup::plain("Защо сме тук."),
        };
        let form = CommunityForm {
            texts: vec![text],
            handle: self.handle,
            sectors: Vec::new(),
            languages: vec![Lang::bulgarian()],
            join_policy: self.join,
            visibility: self.visibility,
            rules: Markup::default(),
            illustrative: false,
        };
        communities::create(&self.city.store, &self.founder.who, form)
            .await
            .expect("the community is new")
    }
}

impl IntoFuture for NewCommunity {
    type Output = ActorId;
    type IntoFuture = Pin<Box<dyn Future<Output = ActorId> + Send>>;
    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.make())
    }
}

/// A handle with a capital, as a name.
fn title(handle: &str) -> String {
    let mut chars = handle.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
