//! The towns of the demonstration: instances that run, with what was loaded into each.

use std::{collections::HashMap, net::SocketAddr, path::Path};

use anyhow::{Context as _, anyhow};
use content::{Publishing, activity::object};
use domain::{ActorId, ContentId, Origin, access::Who};
use federation::{Federation, keys::Secret};
use store::{Location, Options, Query as _, Store, args, statements};

use super::records::Instance;
use crate::city::{City, CityConfig, real_world};

statements! {
    COPY_OF = "SELECT id FROM content WHERE ap_id = $1";
}

/// One town.
pub struct Town {
    /// The instance as it runs.
    pub city: City,
    /// The slug of its record.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its public address.
    pub origin: Origin,
    /// Its people by handle.
    pub people: HashMap<String, Who>,
    /// Its organisations by slug.
    pub organisations: HashMap<String, ActorId>,
    /// Communities by slug: its own, and its copies of those elsewhere that its people are in.
    pub communities: HashMap<String, ActorId>,
}

impl Town {
    /// Starts one on this port, with its database and its secret in the folder.
    pub async fn start(instance: &Instance, folder: &Path, port: u16) -> anyhow::Result<Self> {
        let slug = &instance.slug;
        let origin = Origin::parse(&format!("http://{slug}.localhost:{port}"))
            .map_err(|e| anyhow!(e.remedy()))?;
        let world = real_world()?;
        let secret = Secret::load_or_create(&folder.join(format!("{slug}.secret.key")), &world)?;
        let database = folder.join(format!("{slug}.db"));
        let config = CityConfig {
            store: Options::new(Location::Sqlite(database)),
            listen: SocketAddr::from(([127, 0, 0, 1], port)),
            web: web::Config {
                origin: Some(origin.clone()),
                version: crate::VERSION,
                federation: Some(web::federation_settings(secret)),
                files: content::files::Settings {
                    reader: crate::serve::documents(),
                    tables: crate::serve::tables(),
                    ..content::files::Settings::default()
                },
                ..web::Config::default()
            },
        };
        let city = City::start(config, world).await.with_context(|| slug.clone())?;
        Ok(Self {
            city,
            slug: slug.clone(),
            name: instance.name.clone(),
            origin,
            people: HashMap::new(),
            organisations: HashMap::new(),
            communities: HashMap::new(),
        })
    }

    /// Its database.
    pub fn store(&self) -> &Store {
        &self.city.store
    }

    /// What its services need.
    pub fn publishing(&self) -> &Publishing {
        self.city.app.publishing()
    }

    /// Its federation.
    pub fn federation(&self) -> anyhow::Result<&Federation> {
        self.city.app.federation().ok_or_else(|| anyhow!("{} stands alone", self.slug))
    }

    /// The IRI of something published here.
    pub fn iri(&self, id: ContentId) -> String {
        object::object_iri(&self.origin, id)
    }

    /// Where this town has a thing: the thing itself, or the copy that reached it. `None` when none
    /// has.
    pub async fn copy_of(&self, iri: &str) -> anyhow::Result<Option<ContentId>> {
        if let Some(id) = object::own_id(&self.origin, iri) {
            return Ok(Some(id));
        }
        let row: Option<(ContentId,)> = self.store().read().optional(&COPY_OF, args![iri]).await?;
        Ok(row.map(|r| r.0))
    }
}
