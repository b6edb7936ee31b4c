//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// A house for communities of practice: one city's experts meet, learn and exchange with other cities.
#[derive(Debug, Parser)]
#[command(name = "guildhall", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Configuration file; without it ./guildhall.toml is read where there is one.
    #[arg(long, global = true, value_name = "FILE", env = "GUILDHALL_CONFIG")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the server. Needs no configuration: data in ./data, http://127.0.0.1:8080.
    Serve,
    /// Run a demonstration network of three cities on this machine that federate.
    Demo {
        /// Where its data is kept.
        #[arg(long, default_value = "data/demo")]
        folder: PathBuf,
        /// The port of the first city; the others take the next ones. 8101 where nothing is said.
        #[arg(long)]
        port: Option<u16>,
        /// Forget what an earlier run left and start over.
        #[arg(long)]
        fresh: bool,
    },
    /// People with an account here.
    User {
        /// What to do.
        #[command(subcommand)]
        command: UserCommand,
    },
    /// How this city speaks with others.
    Federation {
        /// What to do.
        #[command(subcommand)]
        command: FederationCommand,
    },
    /// Read a document from the standard input. The server starts this for documents that people add.
    #[cfg(feature = "pdf")]
    #[command(hide = true)]
    LookInto,
    /// Read a table from the standard input. The server starts this for tables that people bring.
    #[cfg(feature = "xlsx")]
    #[command(hide = true)]
    ReadTable,
    /// Check this installation and say what to do about each finding.
    Doctor,
    /// The configuration in force.
    Config {
        /// What to do.
        #[command(subcommand)]
        command: ConfigCommand,
    },
}

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account and print a link with which its owner sets a password.
    Create(CreateUser),
    /// List all accounts.
    List,
    /// Print a link with which the owner sets a new password. It works once, for 24 hours.
    ResetLink {
        /// The account's e-mail address.
        email: String,
    },
    /// Change what somebody may do on this instance.
    Role {
        /// The account's e-mail address.
        email: String,
        /// member, moderator or administrator.
        role: String,
    },
    /// Sign somebody out everywhere and keep them out.
    Suspend {
        /// The account's e-mail address.
        email: String,
    },
    /// Let a suspended person in again.
    Reactivate {
        /// The account's e-mail address.
        email: String,
    },
}

/// What can be done about federation.
#[derive(Debug, Subcommand)]
pub enum FederationCommand {
    /// Give everybody here new keys and tell the other cities. Do it when somebody may have read the
    /// secret file and the database. A running server signs with the new keys within a minute.
    RotateKeys,
    /// List the other servers: what was decided about each, how far behind deliveries are, what went
    /// wrong last.
    Hosts {
        /// known, trouble, paused, blocked, limited or allowed.
        #[arg(long, default_value = "known")]
        show: String,
    },
    /// Speak with a server and everything below it no longer, and hide what came from there. A running
    /// server follows within a minute, here and below.
    Block(RuledHost),
    /// Show what comes from a server only to members of its communities and followers of its people.
    Limit(RuledHost),
    /// Speak with a server, also where only allowed ones are spoken with.
    Allow(RuledHost),
    /// Take back what was decided about a server.
    Unblock {
        /// Its name.
        host: String,
    },
    /// Hold deliveries to a server back.
    Pause {
        /// Its name.
        host: String,
    },
    /// Let deliveries to a server go on, in their order.
    Resume {
        /// Its name.
        host: String,
    },
    /// Try a server again now, and everything that was put aside for it.
    Retry {
        /// Its name.
        host: String,
    },
}

/// A server that is decided about.
#[derive(Debug, Args)]
pub struct RuledHost {
    /// Its name; everything below it is meant too.
    pub host: String,
    /// Why, for other administrators.
    #[arg(long, default_value = "")]
    pub reason: String,
}

/// A new account.
#[derive(Debug, Args)]
pub struct CreateUser {
    /// E-mail address.
    #[arg(long)]
    pub email: String,
    /// Name as others see it.
    #[arg(long)]
    pub name: String,
    /// Handle; made from the name when it is left out.
    #[arg(long)]
    pub handle: Option<String>,
    /// member, moderator or administrator.
    #[arg(long, default_value = "member")]
    pub role: String,
}

/// What can be done with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Print it as a TOML file, defaults included, passwords left out.
    Print,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }
}
