//! What the reader may use. Set before it looks at anything, and never widened.

use rustix::process::{Resource, Rlimit, setrlimit};

/// Bytes of memory, addresses that are only reserved included.
const MEMORY: u64 = 1 << 30;
/// Seconds of the processor.
const SECONDS: u64 = 20;

/// Bounds this process: so much memory and time, no further file or connection, nothing written to a disk.
pub(super) fn set() -> std::io::Result<()> {
    let bounds = [
        (Resource::As, MEMORY),
        (Resource::Cpu, SECONDS),
        // The three that are open stay so; neither a file nor a socket can be opened beside them.
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
    ];
    for (resource, most) in bounds {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}
