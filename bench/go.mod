module github.com/candor-site/candor/bench

go 1.26.5
