package reproduce

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
)

// hostile are texts with which somebody who writes evidence tries to have a
// reader run something else.
var hostile = []string{
	"$(touch pwned)", "`touch pwned`", "; touch pwned", "& touch pwned &", "| touch pwned", "> pwned", "'; touch pwned; '", `"; touch pwned; "`, `\'; touch pwned #`,
	"a b\tc", "*", "~", "~root", "{a,b}", "!!", "$HOME", "${IFS}", "=ls", "a=b", "#x", "-rf", "", " ", "''", `\`, "a\\\nb", "%s", "[a-z]", "?",
	"www.example.com; touch pwned", "www.example.com$(touch pwned)", "-oProxyCommand=touch pwned", "https://user:pass@www.example.com/", "https://www.example.com/$(touch pwned)", "https://www.example.com/'; touch pwned; '",
	"www.example.com\ntouch pwned", "www.example.com\rtouch pwned", "www.example.com\u202e", "www.example.com\u200b", "www.example.com\x00", "\xff.example.com", "ex\u00a0ample.com",
	"@www.example.com", "--help", "localhost", "127.0.0.1", "10.0.0.1:22", "[::1]:443", "printer.local", "host", "www.example.com:0", "www.example.com:443:443", "www.example.com:99999", "javascript:alert(1)", "file:///etc/passwd",
}

// TestQuote has a shell take quoted words apart again.
func TestQuote(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	dir := t.TempDir()
	for _, text := range hostile {
		word, ok := Quote(text)
		if !ok {
			if !strings.ContainsAny(text, "\n\r\t\x00\u202e\u200b\u00a0") && !strings.Contains(text, "\xff") {
				t.Errorf("%q is refused", text)
			}
			continue
		}
		cmd := exec.Command(sh, "-c", "printf '%s|' before "+word+" after")
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil || string(out) != "before|"+text+"|after|" {
			t.Errorf("%q is read as %q, %v", text, out, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("something was run: %v", left)
	}
}

// TestProbes: only a plain name of the public DNS is ever asked, and only where
// the tool asked the same.
func TestProbes(t *testing.T) {
	for _, c := range []struct{ format, target, want string }{
		{"candor-tls", "www.example.com", "openssl s_client -connect www.example.com:443 -servername www.example.com </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates\nsslyze --tlsv1 --tlsv1_1 --tlsv1_2 --tlsv1_3 www.example.com:443"},
		{"sslyze", "WWW.example.com:8443", "openssl s_client -connect www.example.com:8443 -servername www.example.com </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates\nsslyze --tlsv1 --tlsv1_1 --tlsv1_2 --tlsv1_3 www.example.com:8443"},
		{"candor-http-headers", "https://www.example.com", "curl -sSI https://www.example.com/"},
		{"candor-http-headers", "https://www.example.com/a?token=1#b", "curl -sSI https://www.example.com/a"},
		{"candor-http-headers", "www.example.com", "curl -sSI https://www.example.com/"},
		{"candor-dns", "example.com", "dig +short example.com A\ndig +short example.com AAAA\ndig +short example.com MX\ndig +short example.com TXT\ndig +short example.com CAA\ndig +short _dmarc.example.com TXT"},
		{"trivy", "www.example.com", ""},
		{"aws-cli-acm", "https://www.example.com", ""},
		{"candor-tls", "", ""},
	} {
		if got := probed(c.format, c.target); got != c.want {
			t.Errorf("%s of %q:\n%s\nwant\n%s", c.format, c.target, got, c.want)
		}
	}
	for _, format := range []string{"candor-tls", "candor-http-headers", "candor-dns"} {
		for _, target := range hostile {
			got := probed(format, target)
			if got == "" {
				continue
			}
			if !strings.HasPrefix(target, "https://www.example.com/") || format != "candor-http-headers" && strings.Contains(got, "pwned") {
				t.Errorf("%s of %q: %s", format, target, got)
			}
		}
	}
}

// probed is what a reader may ask of a target.
func probed(format, target string) string {
	var out []string
	for _, s := range Of(&disclose.View{}, &disclose.Evidence{ID: "a", Format: format, Target: target}) {
		if s.Public() {
			out = append(out, s.Shell)
		}
	}
	return strings.Join(out, "\n")
}

// TestHostileSteps runs nothing but what it says: each step of evidence whose
// every text is hostile is taken apart by a shell in which all programs are
// replaced.
func TestHostileSteps(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh")
	}
	v := &disclose.View{Site: disclose.Site{BaseURL: "https://trust.example/"}}
	for _, text := range hostile {
		e := &disclose.Evidence{
			ID: "scan", Digest: strings.Repeat("ab", 32), Format: "candor-http-headers", Target: text, Command: []string{"tool", text, "--", text}, Raw: "/evidence/scan/scan.json", CollectedBy: "envelope",
			Beside: []disclose.Asset{{Route: "/evidence/scan/scan.json.evidence.json"}},
			Signatures: []disclose.Signature{
				{Signer: text, Form: ".sig", Key: "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n", Scheme: "ed25519", Base64: true}, {Signer: text, Form: ".sig", Key: "-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----\n", Scheme: "ecdsa-p384"},
				{Signer: text, Form: ".sigstore.json", Identity: text, Issuer: text}, {Signer: text, Form: ".dsse.json", Key: text, Scheme: "rsa-pss"},
			},
		}
		steps := Of(v, e)
		var script []string
		for _, s := range steps {
			script = append(script, s.Shell)
		}
		if len(steps) < 5 {
			t.Errorf("with %q there are only %v", text, steps)
		}
		dir := t.TempDir()
		for name, does := range map[string]string{"touch": ": > touched", "curl": "", "sha256sum": "", "openssl": "", "cosign": "", "candor": "", "dig": "", "sslyze": "", "cat": "", "tool": ""} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("#!"+sh+"\n"+does+"\nexit 0\n"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		cmd := exec.Command(sh, "-e", "-c", strings.Join(script, "\n"))
		cmd.Dir, cmd.Env = dir, []string{"PATH=" + dir, "HOME=" + dir}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("with %q: %v %s in\n%s", text, err, out, strings.Join(script, "\n"))
		}
		for _, name := range []string{"touched", "pwned"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				t.Errorf("with %q something else is run:\n%s", text, strings.Join(script, "\n"))
			}
		}
	}
}

// TestPublished leads from the address of a file to its digest.
func TestPublished(t *testing.T) {
	v := &disclose.View{Site: disclose.Site{BaseURL: "https://trust.example/portal/"}}
	e := &disclose.Evidence{ID: "scan", Key: "scan-2", Digest: strings.Repeat("ab", 32), Raw: "/evidence/scan-2/scan-2.json", Beside: []disclose.Asset{{Route: "/evidence/scan-2/scan-2.json.evidence.json"}}}
	steps := Of(v, e)
	want := []Step{
		{Kind: Fetch, Shell: "curl -fsSO https://trust.example/portal/evidence/scan-2/scan-2.json\ncurl -fsSO https://trust.example/portal/evidence/scan-2/scan-2.json.evidence.json"},
		{Kind: Digest, Shell: "sha256sum scan-2.json", Prints: e.Digest + "  scan-2.json"},
		{Kind: Verify, Shell: "candor evidence verify scan"},
	}
	if len(steps) != len(want) {
		t.Fatalf("%+v", steps)
	}
	for i, s := range steps {
		if s.Kind != want[i].Kind || s.Shell != want[i].Shell || s.Prints != want[i].Prints {
			t.Errorf("step %d is %+v", i, s)
		}
	}
	e.Raw, e.Beside = "", nil
	if s := Of(v, e)[0]; s.Shell != "sha256sum FILE" || s.Prints != e.Digest+"  FILE" {
		t.Errorf("of a file that is not published: %+v", s)
	}
}
