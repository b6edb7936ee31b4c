//! The first start: a link that works once makes organisation, administrator and settings.

use std::time::Duration;

use domain::{
    AccountId, ActorId, Error, FieldErrors, Lang, Result,
    access::{Instance, Permit, Role, Who, act},
    id::RowId,
    origin::Origin,
};
use federation::policy::{self, Mode};
use store::{Query, Store, Tx, args, statements};

use crate::{
    Client, Passwords, SignedIn, Site, Texts, Token,
    accounts::{self, NewPerson, PersonForm},
    organisations::{self, Level, OrganisationForm, OrganisationText, PopulationBand},
    passwords::PasswordHash,
    sessions,
    site::{self, Founding, Registration},
};

/// How long a link works when the program is not started again, which makes a new one.
pub const LIFETIME: Duration = Duration::from_hours(30 * 24);

/// Everything that is asked at the first start. Fields of errors have the same names, texts with
/// their language (`name.bg`, `organisation_name.bg`).
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The name of the instance.
    pub name: Texts,
    /// The organisation's name; the instance's when empty.
    pub organisation_name: Texts,
    /// Its handle; made from its name when empty.
    pub organisation_handle: String,
    /// Its level.
    pub level: Level,
    /// ISO 3166-1 alpha-2, for instance `BG`; may be empty.
    pub country: String,
    /// Its territory in words; may be empty.
    pub territory: String,
    /// NUTS or LAU code; may be empty.
    pub nuts: String,
    /// How many people live there.
    pub population_band: Option<PopulationBand>,
    /// The languages of the instance; the default one is added.
    pub languages: Vec<Lang>,
    /// The language when nothing is known of the reader.
    pub default_lang: Lang,
    /// IANA name.
    pub timezone: String,
    /// The public address; empty leaves it open for later.
    pub origin: String,
    /// How one gets an account.
    pub registration: Registration,
    /// Whom the instance speaks with while nothing was decided.
    pub mode: Mode,
    /// The administrator's name.
    pub administrator_name: String,
    /// The administrator's handle; made from the name when empty.
    pub administrator_handle: String,
    /// The administrator's e-mail.
    pub email: String,
    /// The administrator's password.
    pub password: String,
    /// Whether everything here is invented for a demonstration.
    pub illustrative: bool,
}

statements! {
    /// Older links for set-up.
    pub SETUP_LINKS_DELETE = "DELETE FROM one_time_link WHERE purpose = 'setup'";
    /// A link for set-up.
    pub SETUP_LINK_INSERT = "INSERT INTO one_time_link \
        (id, purpose, token_hash, created_at, expires_at) VALUES ($1, 'setup', $2, $3, $4)";
    /// A link for set-up that still works.
    pub SETUP_LINK = "SELECT id FROM one_time_link \
        WHERE purpose = 'setup' AND token_hash = $1 AND used_at IS NULL AND expires_at > $2";
    /// Uses a link for set-up up.
    pub SETUP_LINK_USE = "UPDATE one_time_link SET used_at = $2 \
        WHERE purpose = 'setup' AND token_hash = $1 AND used_at IS NULL AND expires_at > $2";
}

/// A fresh link for set-up, which replaces any older one; `None` when set-up is done. The program
/// prints it at each start.
pub async fn offer(store: &Store) -> Result<Option<Token>> {
    let mut tx = store.begin().await?;
    if site::load(&mut tx).await?.is_some() {
        return Ok(None);
    }
    let token = Token::new(tx.world());
    let (id, now) = (tx.id::<RowId>(), tx.now());
    tx.execute(&SETUP_LINKS_DELETE, args![]).await?;
    tx.execute(&SETUP_LINK_INSERT, args![id, token.hash(), now, now + LIFETIME]).await?;
    tx.save().await?;
    Ok(Some(token))
}

/// Whether a link opens set-up; [`domain::Error::NotFound`] when not, Conflict `error-setup-done`
/// when set-up is done.
pub async fn check(store: &Store, token: &Token) -> Result<()> {
    let mut q = store.read();
    if site::load(&mut q).await?.is_some() {
        return Err(Error::Conflict("error-setup-done"));
    }
    let link: Option<(RowId,)> = q.optional(&SETUP_LINK, args![token.hash(), store.now()]).await?;
    link.map(|_| ()).ok_or(Error::NotFound)
}

/// Sets the instance up and signs the administrator in. The link is used up.
pub async fn set_up(
    store: &Store,
    passwords: &Passwords,
    token: &Token,
    form: SetUp,
    client: &Client,
) -> Result<SignedIn> {
    // Whoever holds the link acts for the house until there is an administrator.
    let permit = site::administer(&Who::System)?;
    check(store, token).await?;
    let plan = Plan::check(form)?;
    let hash = passwords.hash(&plan.person.password).await?;

    let mut tx = store.begin().await?;
    let now = tx.now();
    if tx.execute(&SETUP_LINK_USE, args![token.hash(), now]).await? == 0 {
        return Err(Error::Conflict("error-setup-done"));
    }
    let (account, actor) = plan.write(&mut tx, &permit, hash).await?;
    let signed_in = sessions::open(&mut tx, account, actor, client).await?;
    tx.save().await?;
    Ok(signed_in)
}

/// Sets the instance up without a link, for the command line and the demonstration. Conflict
/// `error-setup-done` when set-up is done.
pub async fn set_up_by_house(
    store: &Store,
    passwords: &Passwords,
    who: &Who,
    form: SetUp,
) -> Result<ActorId> {
    let permit = site::administer(who)?;
    let plan = Plan::check(form)?;
    let hash = passwords.hash(&plan.person.password).await?;

    let mut tx = store.begin().await?;
    let (_, actor) = plan.write(&mut tx, &permit, hash).await?;
    tx.execute(&SETUP_LINKS_DELETE, args![]).await?;
    tx.save().await?;
    Ok(actor)
}

/// A form that can be accepted.
struct Plan {
    name: Texts,
    organisation: organisations::Checked,
    languages: Vec<Lang>,
    default_lang: Lang,
    timezone: String,
    origin: Option<Origin>,
    registration: Registration,
    mode: Mode,
    person: PersonForm,
    illustrative: bool,
}

impl Plan {
    fn check(form: SetUp) -> Result<Self> {
        let mut errors = FieldErrors::default();
        let name = form.name.checked("name", true, 100, &mut errors);
        let languages = site::with_default(form.languages, &form.default_lang);
        let timezone = site::check_timezone(&form.timezone, &mut errors);
        let origin = match form.origin.trim() {
            "" => None,
            typed => Origin::parse(typed).map_err(|e| errors.add("origin", e.key())).ok(),
        };
        let names = if form.organisation_name.is_empty() { &name } else { &form.organisation_name };
        let text = |(lang, name): &(Lang, String)| OrganisationText {
            lang: lang.clone(),
            name: name.clone(),
            ..OrganisationText::empty(lang.clone())
        };
        let mut own = FieldErrors::default();
        let organisation = OrganisationForm {
            texts: names.0.iter().map(text).collect(),
            handle: form.organisation_handle,
            country: form.country,
            territory: form.territory,
            nuts: form.nuts,
            population_band: form.population_band,
            languages: languages.clone(),
            illustrative: form.illustrative,
            ..OrganisationForm::new(form.level)
        };
        let organisation = organisations::Checked::check(organisation, &mut own);
        for mut e in own.0 {
            // The form has one name and one handle field of its own for the organisation.
            if e.field == "handle" || e.field.starts_with("name.") {
                e.field = format!("organisation_{}", e.field).into();
            }
            // An instance without a name has said so already.
            if !(name.0.is_empty() && e.key == "error-required") {
                errors.0.push(e);
            }
        }
        let mut own = FieldErrors::default();
        let known = names.0.iter().map(|(_, n)| n.as_str()).collect::<Vec<_>>();
        let person = PersonForm {
            name: form.administrator_name,
            handle: form.administrator_handle,
            email: form.email,
            password: form.password,
        }
        .check(&mut own);
        person.check_password(&known, &mut own);
        for mut e in own.0 {
            if e.field == "name" || e.field == "handle" {
                e.field = format!("administrator_{}", e.field).into();
            }
            errors.0.push(e);
        }
        if !organisation.handle.is_empty() && organisation.handle == person.handle {
            let handle = person.handle.clone();
            errors.add_with("administrator_handle", "error-handle-taken", vec![("handle", handle)]);
        }
        errors.check()?;
        Ok(Self {
            name,
            organisation,
            languages,
            default_lang: form.default_lang,
            timezone,
            origin,
            registration: form.registration,
            mode: form.mode,
            person,
            illustrative: form.illustrative,
        })
    }

    async fn write(
        self,
        tx: &mut Tx,
        permit: &Permit<act::Administer, Instance>,
        hash: PasswordHash,
    ) -> Result<(AccountId, ActorId)> {
        if site::load(tx).await?.is_some() {
            return Err(Error::Conflict("error-setup-done"));
        }
        let lang = self.default_lang.clone();
        let organisation = organisations::insert(tx, permit, &self.organisation).await?;
        let site = Site {
            name: self.name,
            tagline: Texts::default(),
            description: Vec::new(),
            rules: Vec::new(),
            default_lang: self.default_lang,
            languages: self.languages,
            timezone: self.timezone,
            organisation,
            registration: self.registration,
            founding: Founding::Everyone,
            origin: self.origin,
            contact: String::new(),
            illustrative: self.illustrative,
        };
        if !site::insert(tx, permit, &site).await? {
            return Err(Error::Conflict("error-setup-done"));
        }
        policy::set_mode(tx, self.mode).await?;
        policy::settle(tx).await?;
        let person = NewPerson {
            form: &self.person,
            hash: Some(hash),
            role: Role::Administrator,
            lang: &lang,
            organisation: Some(organisation),
            illustrative: self.illustrative,
        };
        accounts::insert(tx, person).await
    }
}
