//! `guildhall`: one city, one binary.

use std::process::ExitCode;

use clap::Parser;
use guildhall::{
    cli::{Cli, Command, ConfigCommand},
    config::Config,
    demo::{self, run::DemoOptions},
    doctor, logging, memory, peering, serve, user,
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    // Nothing of this house is opened for a document that may be hostile.
    #[cfg(feature = "pdf")]
    if matches!(cli.command, Command::LookInto) {
        return guildhall::reading::documents();
    }
    #[cfg(feature = "xlsx")]
    if matches!(cli.command, Command::ReadTable) {
        return guildhall::reading::tables();
    }
    if matches!(cli.command, Command::Serve) {
        memory::settle();
    }
    let config = match Config::load(cli.config.as_deref()) {
        Ok(config) => config,
        Err(wrong) => return fail(&wrong),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => return fail(&e),
    };
    let done = runtime.block_on(run(cli.command, config));
    runtime.shutdown_timeout(std::time::Duration::from_secs(5));
    match done {
        Ok(code) => code,
        Err(e) => fail(&format!("{e:#}")),
    }
}

async fn run(command: Command, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve => {
            logging::start(&config);
            serve::serve(config).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo { folder, port, fresh } => {
            // Three cities at once say much; whoever wants to hear it says so.
            let usual = config.log_level == Config::default().log_level;
            let log_level = if usual { "warn".into() } else { config.log_level.clone() };
            logging::start(&Config { log_level, ..config });
            demo::run::run(DemoOptions { folder, port, fresh }).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::User { command } => {
            user::run(&config, command).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Federation { command } => {
            peering::run(&config, command).await?;
            Ok(ExitCode::SUCCESS)
        }
        #[cfg(feature = "pdf")]
        Command::LookInto => Ok(guildhall::reading::documents()),
        #[cfg(feature = "xlsx")]
        Command::ReadTable => Ok(guildhall::reading::tables()),
        Command::Doctor => {
            let report = doctor::examine(&config).await;
            say(&report.to_string());
            Ok(if report.is_healthy() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Config { command: ConfigCommand::Print } => {
            say(config.print().trim_end());
            Ok(ExitCode::SUCCESS)
        }
    }
}

#[expect(clippy::print_stdout, reason = "this is what the command line answers with")]
fn say(text: &str) {
    println!("{text}");
}

#[expect(clippy::print_stderr, reason = "logging may not have been started")]
fn fail(error: &impl std::fmt::Display) -> ExitCode {
    eprintln!("guildhall: {error}");
    ExitCode::FAILURE
}
