// Command larkspur writes the evidence of the company that the portal of this
// repository is about, and that does not exist, around a date.
package main

import (
	"os"
	_ "time/tzdata" // the site's time zone must not depend on the machine

	"github.com/candor-site/candor/internal/specimen"
)

func main() { os.Exit(specimen.Run(os.Args[1:], os.Stdout, os.Stderr)) }
