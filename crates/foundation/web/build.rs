#![allow(clippy::unnecessary_debug_formatting, reason = "paths are written as Rust literals")]
//! Embeds the messages and the assets: every folder of `messages/` is a language, and every file
//! of `assets/` gets a name that changes with its content, and its compressed forms.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    messages(&here.join("../../../messages"), &out)?;
    assets(&here.join("assets"), &out)
}

/// The entries of a folder in the order of their names.
fn entries(dir: &Path) -> Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", dir.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir)? {
        paths.push(entry?.path());
    }
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn messages(dir: &Path, out: &Path) -> Result {
    let mut code = String::from("pub(crate) static FILES: &[(&str, &str, &str)] = &[\n");
    for lang in entries(dir)?.iter().filter(|p| p.is_dir()) {
        for file in entries(lang)?.iter().filter(|p| p.extension().is_some_and(|e| e == "ftl")) {
            let path = file.canonicalize()?;
            println!("cargo::rerun-if-changed={}", path.display());
            writeln!(
                code,
                "    ({:?}, {:?}, include_str!({:?})),",
                file_name(lang),
                file_name(file),
                path
            )?;
        }
    }
    code.push_str("];\n");
    fs::write(out.join("messages.rs"), code)?;
    Ok(())
}

struct Asset {
    /// The name in the source, without folders.
    name: String,
    /// The name in addresses.
    public: String,
    bytes: Vec<u8>,
}

fn assets(dir: &Path, out: &Path) -> Result {
    let mut plain = Vec::new();
    let mut style = Vec::new();
    for path in entries(dir)?.into_iter().chain(entries(&dir.join("fonts"))?) {
        if path.is_dir() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", path.display());
        let asset = (file_name(&path), fs::read(&path)?);
        if path.extension().is_some_and(|e| e == "css") { &mut style } else { &mut plain }
            .push(asset);
    }
    let mut assets: Vec<Asset> = plain.into_iter().map(|(n, b)| named(n, b)).collect();
    // Style sheets come last, because they name fonts and pictures by their public names.
    for (name, bytes) in style {
        let mut text = String::from_utf8(bytes)?;
        for other in &assets {
            for folder in ["fonts/", ""] {
                text = text.replace(
                    &format!("url(\"{folder}{}\")", other.name),
                    &format!("url(\"{}\")", other.public),
                );
            }
        }
        assets.push(named(name, text.into_bytes()));
    }
    let folder = out.join("assets");
    fs::create_dir_all(&folder)?;
    let mut code = String::from("pub(crate) static ASSETS: &[Asset] = &[\n");
    for asset in &assets {
        let path = folder.join(&asset.public);
        fs::write(&path, &asset.bytes)?;
        let packed = mime(&asset.name) != "font/woff2";
        let (mut br, mut gz) = (String::from("None"), String::from("None"));
        if packed {
            let file = path.with_added_extension("br");
            fs::write(&file, brotli(&asset.bytes)?)?;
            br = format!("Some(include_bytes!({file:?}))");
            let file = path.with_added_extension("gz");
            fs::write(&file, gzip(&asset.bytes)?)?;
            gz = format!("Some(include_bytes!({file:?}))");
        }
        writeln!(
            code,
            "    Asset {{ name: {:?}, public: {:?}, mime: {:?}, plain: include_bytes!({path:?}), \
             brotli: {br}, gzip: {gz} }},",
            asset.name,
            asset.public,
            mime(&asset.name),
        )?;
    }
    code.push_str("];\n");
    fs::write(out.join("assets.rs"), code)?;
    Ok(())
}

fn named(name: String, bytes: Vec<u8>) -> Asset {
    let mut hash = String::new();
    for byte in Sha256::digest(&bytes).iter().take(6) {
        let _ = write!(hash, "{byte:02x}");
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "bin"));
    let public = format!("{stem}.{hash}.{extension}");
    Asset { name, public, bytes }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    // The best level takes seconds when the compressor itself is not optimised.
    let quality = if env::var("PROFILE")? == "release" { 11 } else { 5 };
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, quality, 22);
    writer.write_all(bytes)?;
    drop(writer);
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}
