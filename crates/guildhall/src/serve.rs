//! `guildhall serve`.

use anyhow::Context as _;
use domain::{Origin, World};
use federation::{Settings, keys::Secret};
use store::Location;

use crate::{
    city::{City, CityConfig, real_world},
    config::{Config, hide_password},
};

/// Opens the store of this configuration; used by the server and by the command line.
pub async fn open(config: &Config) -> anyhow::Result<store::Store> {
    std::fs::create_dir_all(&config.data_dir).with_context(|| {
        format!(
            "data_dir = {}: the folder cannot be made; name one that you may write to",
            config.data_dir.display()
        )
    })?;
    let options = config.store();
    store::Store::open(&options, real_world()?).await.with_context(|| match &config.database_url {
        Some(url) => format!(
            "database_url = {}: the database cannot be opened; check that the server runs and the address is right",
            hide_password(url)
        ),
        None => format!("the database in data_dir = {} cannot be opened", config.data_dir.display()),
    })
}

/// Runs the server until it is told to stop (SIGINT, SIGTERM).
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let store = open(&config).await?;
    let configured = config.origin.as_deref();
    people::site::settle_origin(&store, configured).await?;
    let city_config = CityConfig {
        store: config.store(),
        listen: config.listen,
        web: web_config(&config, store.world())?,
    };
    let city = City::start_with(city_config, store).await?;
    greet(&config, &city).await?;
    wait_for_signal().await;
    tracing::info!("stopping");
    city.stop().await;
    Ok(())
}

/// The part of the configuration that pages depend on.
pub fn web_config(config: &Config, world: &World) -> anyhow::Result<web::Config> {
    let origin = config.origin.as_deref().map(Origin::parse).transpose();
    Ok(web::Config {
        federation: federation_settings(config, world)?,
        origin: origin.map_err(|e| anyhow::anyhow!("origin: {}", e.remedy()))?,
        trusted_proxies: config.trusted_proxies.clone(),
        version: crate::VERSION,
        source_url: config.source_url.clone(),
        files: config.files.settings(documents(), tables()),
        translator: config.translation.translator().transpose()?,
    })
}

/// What reads documents, where this program was built with it.
pub(crate) fn documents() -> Option<content::files::Reader> {
    cfg!(feature = "pdf").then(|| itself("look-into")).flatten()
}

/// What reads tables that are no plain text, where this program was built with it.
pub(crate) fn tables() -> Option<content::files::Reader> {
    let reader = cfg!(feature = "xlsx").then(|| itself("read-table")).flatten();
    // Whoever has uploaded one is waiting for a page, which may take thirty seconds with all around it.
    reader.map(|reader| reader.patient(std::time::Duration::from_secs(20)))
}

/// This program, as it is running, even when another one stands in its place by now.
fn itself(command: &str) -> Option<content::files::Reader> {
    let running = std::path::PathBuf::from("/proc/self/exe");
    let program = if running.exists() { running } else { std::env::current_exe().ok()? };
    Some(content::files::Reader::new(program, &[command]))
}

/// What federation needs; `None` where it is switched off. Makes the secret file at the first start.
fn federation_settings(config: &Config, world: &World) -> anyhow::Result<Option<Settings>> {
    if !config.federation.enabled {
        return Ok(None);
    }
    let file = config.secret_file();
    let secret = Secret::load_or_create(&file, world).with_context(|| {
        format!(
            "secret_file = {}: it cannot be used; name a file of this user with 32 bytes, restored from the backup if there is one",
            file.display()
        )
    })?;
    if secret.is_exposed() {
        tracing::warn!(file = %file.display(), "others on this machine can read the secret file");
    }
    let roots = config.federation.extra_roots.as_ref().map(std::fs::read).transpose()?;
    let allow_private = config.federation.allow_private.iter().filter_map(|e| e.parse().ok());
    Ok(Some(Settings {
        allow_private: allow_private.collect(),
        extra_roots: roots.into_iter().collect(),
        authorized_fetch: config.federation.authorized_fetch,
        ..web::federation_settings(secret)
    }))
}

/// Says where the server is and, until somebody has used it, how to set it up.
#[expect(clippy::print_stdout, reason = "the operator reads this on the terminal")]
async fn greet(config: &Config, city: &City) -> anyhow::Result<()> {
    let here = format!("http://{}", city.address);
    println!("Guildhall {} is listening on {here}", crate::VERSION);
    match config.location() {
        Location::Sqlite(path) => println!("Data: {}", path.display()),
        Location::Postgres(url) => println!("Data: {}", hide_password(&url)),
    }
    let site = people::site::load(&mut city.store.read()).await?;
    if let Some(origin) = site.as_ref().and_then(|s| s.origin.as_ref()) {
        println!("Public address: {origin}");
    }
    if let Some(token) = people::setup::offer(&city.store).await? {
        println!("Set up this city with this link. It works once, and each start makes a new one:");
        println!("  {here}/setup?token={}", token.as_str());
    }
    tracing::info!(address = %city.address, database = city.store.engine(), "listening");
    Ok(())
}

/// Resolves when the program is told to stop (SIGINT, SIGTERM).
pub async fn wait_for_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
                return;
            }
            Err(e) => tracing::warn!(error = %e, "SIGTERM cannot be listened for"),
        }
    }
    let _ = interrupt.await;
}
