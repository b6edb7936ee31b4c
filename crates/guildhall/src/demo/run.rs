//! `guildhall demo`: three instances on this machine, filled and running.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use domain::Origin;
use store::{Location, Options};

use super::{
    load::{self, PASSWORD},
    records::Records,
};
use crate::{
    city::{City, CityConfig, real_world},
    serve::wait_for_signal,
};

/// How the demonstration is run.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// Where it keeps its data.
    pub folder: PathBuf,
    /// The port of the first instance; the others take the next ones.
    pub port: u16,
    /// Whether to forget what an earlier run left.
    pub fresh: bool,
}

/// A file that says that a folder was made by the demonstration, so that nothing else is removed.
const MARK: &str = "guildhall-demo";

#[expect(clippy::print_stdout, reason = "whoever runs the demonstration reads this")]
fn say(text: &str) {
    println!("{text}");
}

/// Runs the demonstration until it is told to stop.
pub async fn run(options: DemoOptions) -> anyhow::Result<()> {
    let records = Records::load()?;
    let filled = prepare_folder(&options)?;
    say(&format!("Guildhall demonstration, data in {}", options.folder.display()));
    let mut cities = Vec::new();
    for (port, instance) in (options.port..).zip(&records.instances) {
        let origin = Origin::parse(&format!("http://{}.localhost:{port}", instance.slug))
            .map_err(|e| anyhow::anyhow!(e.remedy()))?;
        let database = options.folder.join(format!("{}.db", instance.slug));
        let config = CityConfig {
            store: Options::new(Location::Sqlite(database)),
            listen: SocketAddr::from(([127, 0, 0, 1], port)),
            web: web::Config {
                origin: Some(origin.clone()),
                version: crate::VERSION,
                ..web::Config::default()
            },
        };
        let city =
            City::start(config, real_world()?).await.with_context(|| instance.slug.clone())?;
        if !filled {
            say(&format!("  filling {} …", instance.name));
            let publishing = city.app.publishing().clone();
            let loaded =
                load::load_city(publishing, &records, instance, Some(origin.to_string())).await?;
            load::write_alone(&loaded, &records).await?;
            city.app.reload_site().await.map_err(anyhow::Error::new)?;
        }
        cities.push((city, instance, origin));
    }
    std::fs::write(options.folder.join(MARK), "filled\n")?;
    say("");
    for (_, instance, origin) in &cities {
        say(&format!("{:<24} {origin}", instance.name));
        for person in records.people.iter().filter(|p| p.instance == instance.slug) {
            say(&format!("    {}", load::email(person)));
        }
    }
    say(&format!("\nEverybody's password: {PASSWORD}"));
    say("Everything shown is invented, unless a page names its source. Ctrl-C stops.");
    wait_for_signal().await;
    for (city, ..) in cities {
        city.stop().await;
    }
    Ok(())
}

/// Makes the folder; true when an earlier run has filled it already.
fn prepare_folder(options: &DemoOptions) -> anyhow::Result<bool> {
    let mark = options.folder.join(MARK);
    let ours = mark.is_file();
    let whole = std::fs::read_to_string(&mark).is_ok_and(|text| text.contains("filled"));
    // A run that was stopped while it filled the folder is begun again.
    if ours && (options.fresh || !whole) {
        std::fs::remove_dir_all(&options.folder)?;
    } else if !ours && !is_empty(&options.folder) {
        anyhow::bail!(
            "{} is not empty and was not made by the demonstration; name another folder with --folder",
            options.folder.display()
        );
    }
    if !options.folder.is_dir() {
        std::fs::create_dir_all(&options.folder)?;
    }
    if !mark.is_file() {
        std::fs::write(&mark, "begun\n")?;
        return Ok(false);
    }
    Ok(true)
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
