package shape

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/candor-site/candor/internal/decode"
)

// maxEntries is how many entries an archive may hold.
const maxEntries = 10_000

// gunzip inflates data within what is left of the limit.
func (p *piece) gunzip(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the gzip is broken: %w", err)
	}
	return p.readAll(z, "gzip", &p.inflate)
}

// readAll reads what is inside a container to its end and takes that from
// budget.
func (p *piece) readAll(r io.Reader, container string, budget *int64) ([]byte, error) {
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(r, *budget+1))
	if err != nil {
		return nil, fmt.Errorf("the %s is broken: %w", container, err)
	}
	if *budget -= n; *budget < 0 {
		return nil, p.tooLarge()
	}
	return out.Bytes(), nil
}

// isTar reports whether data starts with a tar header (POSIX.1-1988 or later,
// or GNU).
func isTar(data []byte) bool {
	return len(data) >= 512 && bytes.HasPrefix(data[257:], []byte("ustar"))
}

// tar decodes the regular files of an archive.
func (p *piece) tar(data []byte, archives int) (*Document, error) {
	body := make(map[string]any)
	reader := tar.NewReader(bytes.NewReader(data))
	for n := 0; ; n++ {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return document("tar", body), nil
		}
		if err != nil {
			return nil, fmt.Errorf("the tar is broken: %w", err)
		}
		if n == maxEntries {
			return nil, exceeded("the archive holds more than %d entries", maxEntries)
		}
		if header.Typeflag != tar.TypeReg && header.Typeflag != tar.TypeGNUSparse {
			continue
		}
		name := strings.ToValidUTF8(strings.TrimPrefix(path.Clean("/"+header.Name), "/"), "\ufffd")
		if _, twice := body[name]; twice {
			return nil, fmt.Errorf("the archive holds %q twice", decode.Excerpt(name))
		}
		if body[name], err = p.entry(reader, archives); err != nil {
			return nil, err
		}
	}
}

// entry decodes one file of an archive; one that cannot be decoded is nil.
func (p *piece) entry(r io.Reader, archives int) (any, error) {
	if err := p.count(1); err != nil {
		return nil, err
	}
	data, err := p.readAll(r, "tar", &p.unpack)
	if err != nil {
		return nil, err
	}
	doc, err := p.bytes(data, archives+1)
	switch {
	case exceeds(err):
		return nil, err
	case err != nil:
		return nil, nil
	}
	return doc.Body, nil
}
