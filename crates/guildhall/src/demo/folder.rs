//! The folder of the demonstration, with a file that says how far it is.

use std::path::{Path, PathBuf};

/// That file. A folder without it was not made by the demonstration, and nothing in it is removed.
const MARK: &str = "guildhall-demo";
/// The first port where nothing else is said.
const PORT: u16 = 8101;

/// A folder that may be used.
#[derive(Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// The port of its first town. It stands in every id and cannot change.
    pub port: u16,
    /// Whether an earlier run filled it.
    pub filled: bool,
}

impl Folder {
    /// Makes the folder, or finds what an earlier run left; `fresh` forgets that. A run that was
    /// stopped while it filled the folder is begun again. Fails, saying what to do, when the folder
    /// holds something else or was filled under another port.
    pub fn prepare(path: &Path, port: Option<u16>, fresh: bool) -> anyhow::Result<Self> {
        let mark = std::fs::read_to_string(path.join(MARK)).ok();
        let filled = mark.as_deref().and_then(filled_under).filter(|_| !fresh);
        if let Some(before) = filled {
            if port.is_some_and(|port| port != before) {
                anyhow::bail!(
                    "{} was filled for port {before}, which stands in all its addresses; start \
                     with --port {before}, or with --fresh to fill it again",
                    path.display()
                );
            }
            return Ok(Self { path: path.to_owned(), port: before, filled: true });
        }
        if mark.is_some() {
            std::fs::remove_dir_all(path)?;
        } else if !is_empty(path) {
            anyhow::bail!(
                "{} is not empty and was not made by the demonstration; name another folder with \
                 --folder",
                path.display()
            );
        }
        std::fs::create_dir_all(path)?;
        std::fs::write(path.join(MARK), "begun\n")?;
        Ok(Self { path: path.to_owned(), port: port.unwrap_or(PORT), filled: false })
    }

    /// Says that it is filled.
    pub fn keep(&self) -> std::io::Result<()> {
        std::fs::write(self.path.join(MARK), format!("filled\nport {}\n", self.port))
    }
}

/// The port of a folder that was filled.
fn filled_under(mark: &str) -> Option<u16> {
    mark.strip_prefix("filled\nport ")?.trim().parse().ok()
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_filled_once_and_keeps_its_port() {
        let outer = tempfile::tempdir().unwrap();
        let path = outer.path().join("demo");
        let begun = Folder::prepare(&path, Some(8200), false).unwrap();
        assert_eq!(begun, Folder { path: path.clone(), port: 8200, filled: false });
        assert!(!Folder::prepare(&path, None, false).unwrap().filled, "it was only begun");

        begun.keep().unwrap();
        assert_eq!(Folder::prepare(&path, None, false).unwrap(), Folder { filled: true, ..begun });
        let refused = Folder::prepare(&path, Some(8300), false).unwrap_err().to_string();
        assert!(refused.contains("--port 8200"), "{refused}");

        std::fs::write(path.join("sofia.db"), "").unwrap();
        assert!(!Folder::prepare(&path, Some(8300), true).unwrap().filled);
        assert!(!path.join("sofia.db").exists());
    }

    #[test]
    fn what_others_made_is_left_alone() {
        let path = tempfile::tempdir().unwrap();
        std::fs::write(path.path().join("letter.txt"), "dear").unwrap();
        let refused = Folder::prepare(path.path(), None, true).unwrap_err().to_string();
        assert!(refused.contains("--folder"), "{refused}");
        assert!(path.path().join("letter.txt").exists());
    }
}
