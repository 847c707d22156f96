//! A real Postfix with everything of its own in a temporary directory, on a loopback port.
//!
//! Mail to anybody at example.cn lands in one Maildir. It needs the package `postfix` and root;
//! guarded, also `openssl`, `sasl2-bin` and `libsasl2-modules`.

use std::io::Write;
use std::net::TcpStream;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use gaoshi::config::{Smtp, SmtpTls};
use gaoshi::platform::mail::{Mailer, Relay};
use tempfile::TempDir;

use super::process::free_port;

/// The account at a guarded server.
pub(crate) const USER: &str = "wuye";
/// Its password.
pub(crate) const PASSWORD: &str = "邮箱的密码 1!";

const NOBODY: u32 = 65_534;

/// The mail server; it stops when dropped.
pub(crate) struct Postfix {
    dir: TempDir,
    /// Plain; guarded, with STARTTLS.
    pub(crate) port: u16,
    /// Encrypted from the first byte; listened at when guarded.
    tls_port: u16,
    guarded: bool,
}

impl Postfix {
    /// A started server that takes every mail.
    pub(crate) fn start() -> Self {
        Self::made(false)
    }

    /// One with a certificate for `localhost` from an authority of its own, which takes mail over
    /// an encrypted connection and from [`USER`] alone.
    pub(crate) fn guarded() -> Self {
        Self::made(true)
    }

    fn made(guarded: bool) -> Self {
        let server = Self {
            dir: TempDir::new().unwrap(),
            port: free_port(),
            tls_port: free_port(),
            guarded,
        };
        open_to_all(&server.path(""));
        for name in ["etc", "queue", "data", "mail"] {
            std::fs::create_dir(server.path(name)).unwrap();
            open_to_all(&server.path(name));
        }
        chown(server.path("mail"), Some(NOBODY), Some(NOBODY)).unwrap();
        chown(server.path("data"), Some(postfix_uid()), None).unwrap();
        let mut settings = server.main_cf();
        if guarded {
            server.certify();
            server.open_account();
            settings += &server.guarded_cf();
        }
        server.write("etc/main.cf", &settings);
        server.write("etc/master.cf", &server.master_cf());
        server.write("etc/access", "");
        server.up();
        server
    }

    /// From now on these addresses get these answers: `("a@example.cn", "450 later")`.
    pub(crate) fn answer(&self, answers: &[(&str, &str)]) {
        let lines = answers
            .iter()
            .map(|(to, answer)| format!("/^{to}$/ {answer}\n"));
        self.write("etc/access", &lines.collect::<String>());
        self.postfix("reload");
        self.wait_until(|| TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Starts it.
    pub(crate) fn up(&self) {
        self.postfix("start");
        self.wait_until(|| TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Stops it.
    pub(crate) fn down(&self) {
        self.postfix("stop");
        self.wait_until(|| TcpStream::connect(("127.0.0.1", self.port)).is_err());
    }

    /// A mailer that sends over it.
    pub(crate) fn mailer(&self, connections: usize) -> Mailer {
        mailer(&self.plain(), connections)
    }

    /// How it is reached as a neighbour on the same machine.
    pub(crate) fn plain(&self) -> Smtp {
        Smtp {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            tls: SmtpTls::None,
            user: None,
            password: None,
            ca_file: None,
        }
    }

    /// How a guarded server is reached by somebody it knows and who trusts it.
    pub(crate) fn account(&self, tls: SmtpTls) -> Smtp {
        Smtp {
            host: "localhost".to_owned(),
            port: match tls {
                SmtpTls::None | SmtpTls::StartTls => self.port,
                SmtpTls::Tls => self.tls_port,
            },
            tls,
            user: Some(USER.to_owned()),
            password: Some(PASSWORD.to_owned()),
            ca_file: Some(self.path("etc/ca.pem")),
        }
    }

    /// What the server wrote down about its connections.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.path("data/log")).unwrap_or_default()
    }

    /// The mails that arrived, once there are so many.
    pub(crate) fn mails(&self, count: usize) -> Vec<String> {
        self.wait_until(|| self.arrived().len() >= count);
        self.arrived()
    }

    /// The mails that have arrived by now.
    pub(crate) fn arrived(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path("mail/inbox/new")) else {
            return Vec::new();
        };
        entries
            .map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap())
            .collect()
    }

    #[expect(clippy::disallowed_methods, reason = "waits for another program")]
    fn wait_until(&self, done: impl Fn() -> bool) {
        let begun = Instant::now();
        while !done() {
            assert!(
                begun.elapsed() <= Duration::from_secs(20),
                "postfix did not do it in 20 s:\n{}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn postfix(&self, order: &str) {
        let out = Command::new("postfix")
            .arg("-c")
            .arg(self.path("etc"))
            .arg(order)
            .output();
        let out = out.expect("postfix is installed; script/test installs it");
        let told = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "postfix {order}: {told}");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Makes an authority and a certificate by it for `localhost`.
    fn certify(&self) {
        let etc = self.path("etc");
        let openssl = |args: &str| {
            let mut command = Command::new("openssl");
            command
                .current_dir(&etc)
                .args(["req", "-x509", "-nodes", "-days", "2"]);
            command.args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
            run(command.args(args.split(' ')));
        };
        openssl("-subj /CN=Jinxiu -keyout ca.key -out ca.pem");
        openssl(
            "-subj /CN=localhost -keyout tls.key -out tls.pem -CA ca.pem -CAkey ca.key \
             -addext basicConstraints=CA:FALSE -addext subjectAltName=DNS:localhost",
        );
    }

    /// Opens the account where Postfix looks for it.
    fn open_account(&self) {
        std::fs::create_dir(self.path("etc/sasl")).unwrap();
        let accounts = self.path("etc/accounts");
        let mut child = Command::new("saslpasswd2")
            .args(["-p", "-c", "-u", "mx.example.cn", "-f"])
            .arg(&accounts)
            .arg(USER)
            .stdin(Stdio::piped())
            .spawn()
            .expect("saslpasswd2 is installed; script/test installs it");
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(PASSWORD.as_bytes()).unwrap();
        drop(stdin);
        assert!(child.wait().unwrap().success());
        chown(&accounts, Some(postfix_uid()), None).unwrap();
        let settings = format!(
            "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nsasldb_path: {}\n\
             mech_list: PLAIN LOGIN\n",
            accounts.display()
        );
        self.write("etc/sasl/smtpd.conf", &settings);
    }

    fn guarded_cf(&self) -> String {
        let etc = self.path("etc");
        let etc = etc.display();
        format!(
            "smtpd_tls_security_level = may\nsmtpd_tls_auth_only = yes\nsmtpd_tls_loglevel = 1\n\
             smtpd_tls_cert_file = {etc}/tls.pem\nsmtpd_tls_key_file = {etc}/tls.key\n\
             smtpd_sasl_auth_enable = yes\nsmtpd_sasl_local_domain = mx.example.cn\n\
             cyrus_sasl_config_path = {etc}/sasl\n\
             smtpd_client_restrictions = permit_sasl_authenticated, reject\n"
        )
    }

    fn main_cf(&self) -> String {
        let dir = self.dir.path().display();
        format!(
            "compatibility_level = 3.6\nqueue_directory = {dir}/queue\ndata_directory = {dir}/data\n\
             maillog_file = {dir}/data/log\nmaillog_file_prefixes = {dir}\n\
             myhostname = mx.example.cn\nmydestination =\nmynetworks = 127.0.0.0/8\n\
             inet_interfaces = 127.0.0.1\ninet_protocols = ipv4\nalias_maps =\nalias_database =\n\
             virtual_mailbox_domains = example.cn\nvirtual_mailbox_base = {dir}/mail\n\
             virtual_mailbox_maps = static:inbox/\nvirtual_minimum_uid = 100\n\
             virtual_uid_maps = static:{NOBODY}\nvirtual_gid_maps = static:{NOBODY}\n\
             smtpd_recipient_restrictions = check_recipient_access regexp:{dir}/etc/access, \
             permit_mynetworks, reject\nsmtputf8_enable = no\n"
        )
    }

    fn master_cf(&self) -> String {
        let port = self.port;
        let encrypted = if self.guarded {
            let port = self.tls_port;
            format!("127.0.0.1:{port} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n")
        } else {
            String::new()
        };
        format!(
            "{encrypted}127.0.0.1:{port} inet n - n - - smtpd\ncleanup unix n - n - 0 cleanup\n\
             qmgr unix n - n 300 1 qmgr\nrewrite unix - - n - - trivial-rewrite\n\
             bounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n\
             trace unix - - n - 0 bounce\nerror unix - - n - - error\nretry unix - - n - - error\n\
             proxymap unix - - n - - proxymap\nanvil unix - - n - 1 anvil\n\
             tlsmgr unix - - n 1000? 1 tlsmgr\nvirtual unix - n n - - virtual\npostlog unix-dgram n - n - 1 postlogd\n"
        )
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        // A server that was taken down already has nothing to stop.
        Command::new("postfix")
            .arg("-c")
            .arg(self.path("etc"))
            .arg("stop")
            .output()
            .ok();
    }
}

/// A mailer that sends over a relay set so.
pub(crate) fn mailer(smtp: &Smtp, connections: usize) -> Mailer {
    Mailer::Smtp(Relay::new(smtp, "wuye@example.cn", connections).unwrap())
}

fn postfix_uid() -> u32 {
    let told = run(Command::new("id").args(["-u", "postfix"]));
    told.trim().parse().unwrap()
}

/// What a program says that must do its work.
fn run(command: &mut Command) -> String {
    let out = command.output().unwrap();
    let told = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{command:?}: {told}");
    String::from_utf8(out.stdout).unwrap()
}

fn open_to_all(path: &std::path::Path) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}
