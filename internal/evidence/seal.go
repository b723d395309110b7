package evidence

import (
	"path"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/shelf"
	"github.com/candor-site/candor/internal/signature"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/vouch"
)

// signedName returns what a file signs by its name: an envelope, or a record
// that people keep. Other files are no signatures.
func signedName(name string) (document string, ok bool) {
	for _, suffix := range vouch.Suffixes {
		document, ok := strings.CutSuffix(name, suffix)
		if ok && (strings.HasSuffix(document, EnvelopeSuffix) || isRecord(document)) {
			return document, true
		}
	}
	return "", false
}

// loadAuthority reads the keys of the signers that the site lists.
func loadAuthority(tree *source.Tree, cfg *site.Config) (*vouch.Authority, diag.List, error) {
	a := &vouch.Authority{}
	if cfg == nil {
		return a, nil, nil
	}
	var list diag.List
	for _, s := range cfg.Signers {
		rule := vouch.Rule{ID: s.ID, Person: s.Person, Evidence: s.Evidence, Identity: s.Identity, Issuer: s.Issuer}
		for _, c := range s.Controls {
			rule.Controls = append(rule.Controls, c.ID)
		}
		if s.Key.Value == "" {
			a.Rules = append(a.Rules, rule)
			continue
		}
		text := []byte(s.Key.Value)
		if !strings.Contains(s.Key.Value, "-----BEGIN") {
			f, bad, err := keyFile(tree, s.Key)
			list.Add(bad...)
			if err != nil {
				return a, list, err
			}
			if f == nil {
				continue
			}
			text = f.Data
		}
		key, err := signature.ParseKey(text)
		if err != nil {
			list.Add(diag.Errorf(diag.SignerInvalid, s.Key.Span, "the key of signer %s cannot be used: %v", s.ID, err).
				Hinted("write the public key, such as openssl pkey -in private.pem -pubout prints it"))
			continue
		}
		rule.Key = key
		a.Rules = append(a.Rules, rule)
	}
	if cfg.TrustedRoot.Value == "" {
		return a, list, nil
	}
	f, bad, err := keyFile(tree, cfg.TrustedRoot)
	list.Add(bad...)
	if f == nil || err != nil {
		return a, list, err
	}
	trusted, err := signature.ParseRoot(f.Data)
	if err != nil {
		list.Add(diag.Errorf(diag.SignerInvalid, cfg.TrustedRoot.Span, "the trusted root cannot be used: %v", err).
			Hinted("write what cosign trusted-root create prints, or trusted_root.json of your Sigstore"))
	}
	a.Root = trusted
	return a, list, nil
}

// keyFile reads a file that the site file names.
func keyFile(tree *source.Tree, name source.Text) (*source.File, diag.List, error) {
	f, bad, err := shelf.Read(tree, nil, path.Clean(name.Value), decode.Config.Bytes)
	switch {
	case err != nil:
		return nil, nil, err
	case len(bad) > 0:
		return nil, diag.List{diag.Errorf(diag.SignerInvalid, name.Span, "the file %s cannot be read", name.Value).Also(bad[0].Span, "%s", bad[0].Message).
			Hinted("name a file below the site")}, nil
	case f == nil:
		return nil, diag.List{diag.Errorf(diag.SignerInvalid, name.Span, "there is no file %q in the site", name.Value).
			Hinted("write the path from the root of the site, or the key itself")}, nil
	}
	return f, nil, nil
}
