package external

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// How long answers are believed.
const (
	goodFor = 7 * 24 * time.Hour // of an address that answered
	badFor  = time.Hour          // of one that did not
)

// cacheFormat is the version of the file; one of another version is not read.
const cacheFormat = 1

// Cache remembers answers between runs. A nil Cache remembers nothing; it is
// safe for concurrent use.
type Cache struct {
	mu      sync.Mutex
	entries map[string]entry
}

// cacheFile is the cache as it is written.
type cacheFile struct {
	Format  int              `json:"format"`
	Answers map[string]entry `json:"answers"` // by URL
}

// entry is one answer that is remembered.
type entry struct {
	Checked  time.Time `json:"checked"`
	Outcome  Outcome   `json:"outcome"`
	Status   int       `json:"status,omitempty"`
	Location string    `json:"location,omitempty"`
	Why      string    `json:"why,omitempty"`
	Host     string    `json:"host,omitempty"`
}

// believed reports whether an entry still counts. One from the future does not.
func (e entry) believed(now time.Time) bool {
	age := now.Sub(e.Checked)
	switch e.Outcome {
	case Reached, Moved:
		return age >= 0 && age < goodFor
	case Broken, Unreached:
		return age >= 0 && age < badFor
	}
	return false
}

// OpenCache reads the cache of a file. A file that does not exist is an empty
// cache; one that cannot be read is an empty cache and an error, which need not
// stop anybody.
func OpenCache(name string) (*Cache, error) {
	c := &Cache{entries: make(map[string]entry)}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	var file cacheFile
	if err := json.Unmarshal(data, &file); err != nil {
		return c, fmt.Errorf("%s is not a cache of addresses: %w", name, err)
	}
	if file.Format != cacheFormat {
		return c, fmt.Errorf("%s is a cache of format %d, and this program writes format %d", name, file.Format, cacheFormat)
	}
	for key, e := range file.Answers {
		c.entries[key] = e
	}
	return c, nil
}

// find returns what is remembered of an address, if it still counts.
func (c *Cache) find(key string, now time.Time) (Answer, bool) {
	if c == nil {
		return Answer{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok || !e.believed(now) {
		return Answer{}, false
	}
	return Answer{URL: key, Outcome: e.Outcome, Status: e.Status, Location: e.Location, Why: e.Why, Host: e.Host, Cached: true}, true
}

// put remembers an answer.
func (c *Cache) put(a Answer, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.entries[a.URL] = entry{now.UTC().Truncate(time.Second), a.Outcome, a.Status, a.Location, a.Why, a.Host}
}

// Save writes the cache, without what no longer counts, and makes its folder.
// The file is replaced in one step, so that it is whole at every moment.
func (c *Cache) Save(name string, now time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	file := cacheFile{Format: cacheFormat, Answers: make(map[string]entry, len(c.entries))}
	for key, e := range c.entries {
		if e.believed(now) {
			file.Answers[key] = e
		}
	}
	data, err := json.MarshalIndent(file, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	_, err = temporary.Write(append(data, '\n'))
	err = errors.Join(err, temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), name)
	}
	if err != nil {
		err = errors.Join(err, os.Remove(temporary.Name()))
	}
	return err
}
