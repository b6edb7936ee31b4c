//! An instance as its administrator sets it up, and those who write in it.

use domain::{
    ActorId, Lang,
    access::{Role, Who},
};
use federation::policy::Mode;
use people::{
    Passwords, Texts,
    accounts::{self, NewAccount},
    organisations::Level,
    setup::{self, SetUp},
    site::Registration,
};
use store::{Query as _, Store, args};

use super::{ORIGIN, PASSWORD, WRITERS, email};

store::statements! {
    /// The actor of an account.
    WRITER = "SELECT actor_id FROM account WHERE email_key = $1";
}

/// The city itself and the accounts of those who write, by the same functions as everybody's.
pub(super) async fn set_up(store: &Store) -> anyhow::Result<Vec<ActorId>> {
    let passwords = Passwords::new(store.world());
    let form = SetUp {
        name: Texts::one(Lang::bulgarian(), "Град"),
        organisation_name: Texts::one(Lang::bulgarian(), "Община Град"),
        organisation_handle: "grad".into(),
        level: Level::Local,
        country: "BG".into(),
        territory: "Град".into(),
        nuts: String::new(),
        population_band: None,
        languages: vec![Lang::bulgarian(), Lang::english()],
        default_lang: Lang::bulgarian(),
        timezone: "Europe/Sofia".into(),
        origin: ORIGIN.into(),
        registration: Registration::Invitation,
        mode: Mode::Open,
        administrator_name: "Администратор".into(),
        administrator_handle: "maria".into(),
        email: "administrator@bench.example.org".into(),
        password: PASSWORD.into(),
        illustrative: false,
    };
    setup::set_up_by_house(store, &passwords, &Who::Operator, form).await?;
    let mut writers = Vec::new();
    for n in 0..WRITERS {
        let new = NewAccount {
            name: format!("Пишеща {n}"),
            handle: format!("writer_{n}"),
            email: email(n),
            password: Some(PASSWORD.into()),
            role: Role::Member,
            lang: None,
            organisation: None,
        };
        accounts::create(store, &passwords, &Who::Operator, new).await?;
        let (actor,): (ActorId,) = store.read().one(&WRITER, args![email(n)]).await?;
        writers.push(actor);
    }
    Ok(writers)
}
