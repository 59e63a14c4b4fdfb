#!/bin/sh
# Create or update .venv; called by the Makefile when the locked versions changed.
# usage: sh scripts/install/environment.sh site|test
#        sh scripts/install/environment.sh python FILE [ARGUMENT...]   (outside .venv)
#
# .venv/.site and .venv/.test are written last, so they mean "complete". While
# pip works .venv/.installing holds our process number: an environment found
# with it was cut off, may hold half a package, and is made again.

set -u
venv=.venv
marker=$venv/.installing

say() { printf '%s\n' "$*"; }
fail() { # fail SENTENCE REMEDY...
    printf '\n%s\n' "$1" >&2
    shift
    [ $# = 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

runs_the_course() { # an interpreter that starts and for which torch has a wheel
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        python=$PYTHON
        runs_the_course "$python" && return
        fail "PYTHON=$PYTHON n'est pas un Python 3.11 à 3.14." \
            "Par exemple : make PYTHON=/usr/bin/python3.13"
    fi
    for python in python3 python3.13 python3.12 python3.11 python3.14; do
        runs_the_course "$python" && return
    done
    found=$(python3 --version 2>/dev/null) || found="aucun Python"
    fail "Le cours demande Python 3.11 à 3.14 ; trouvé sur cette machine : $found." \
        "Debian, Ubuntu : sudo apt-get install python3 python3-venv" \
        "macOS : brew install python@3.13" \
        "S'il est ailleurs : make PYTHON=/chemin/vers/python3.13"
}

create() {
    find_python
    "$python" -c 'import venv, ensurepip' 2>/dev/null || fail \
        "Le module venv manque à $(command -v "$python")." \
        "Debian, Ubuntu : sudo apt-get install python3-venv, puis relancer make"
    say "Création de $venv avec $("$python" --version)."
    rm -rf "$venv" && mkdir "$venv" && echo $$ >"$marker" &&
        "$python" -m venv "$venv" ||
        fail "La création de $venv a échoué ; la cause est écrite ci-dessus."
}

prepare() { # leaves a .venv whose Python starts and whose packages are whole
    if [ -e "$marker" ]; then
        other=$(cat "$marker")
        kill -0 "${other:-0}" 2>/dev/null && [ -n "$other" ] && fail \
            "Une autre installation est en cours (processus $other) : attendre sa fin." \
            "Si elle n'existe plus : rm -r $venv, puis relancer make"
        say "Une installation a été interrompue : $venv est refait."
        create
    elif ! "$venv/bin/python" -c '' 2>/dev/null; then
        create
    fi
}

install() { # install EXTRAS
    complete=no
    [ -e "$venv/.site" ] && complete=yes
    echo $$ >"$marker"
    say "Installation des paquets du cours ($1) aux versions de constraints.txt."
    if ! PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 \
        "$venv/bin/python" -m pip install --constraint constraints.txt ".[$1]"; then
        # pip fetches everything before it installs anything: an environment
        # that was complete still is.
        [ "$complete" = yes ] && rm -f "$marker"
        fail "L'installation a échoué ; la cause est écrite ci-dessus." \
            "Vérifier le réseau et l'espace disque, puis relancer make" \
            "Ce qui manque à cette machine : python3 scripts/doctor.py"
    fi
}

# Ctrl-C must leave the marker in place, whatever pip's exit status is.
trap 'exit 130' INT TERM HUP

case ${1:-} in
site)
    prepare
    install site
    ;;
test)
    prepare
    install site,test
    touch "$venv/.test"
    ;;
python)
    shift
    find_python
    exec "$python" "$@"
    ;;
*)
    fail "usage: sh scripts/install/environment.sh site|test|python FILE"
    ;;
esac
# The extension, for the tools; a relative path, so that the checkout may be moved.
for packages in "$venv"/lib/python3*/site-packages; do
    [ -d "$packages" ] && echo ../../../../source/_ext >"$packages/course.pth"
done
touch "$venv/.site"
rm -f "$marker"
say "Environnement prêt."
